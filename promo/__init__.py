"""Promotion packets from tagged evidence and a career ladder."""

# A constant, because importlib.metadata costs more than the whole of `promo --version`.
__version__ = "0.1.0"
