"""Packet to bytes, one module or package for each format."""
