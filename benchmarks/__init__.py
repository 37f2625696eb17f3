"""How fast promo is beside its floors and its rivals: `python -m benchmarks` from the checkout."""
