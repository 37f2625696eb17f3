"""`python -m promo`: the same command as `promo`."""

from promo.cli import main

if __name__ == "__main__":
    main(prog_name="promo")
