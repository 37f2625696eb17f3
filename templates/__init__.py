"""The shipped templates, installed as `promo.templates`."""
