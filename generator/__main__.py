"""`python -m generator` is `khabar`."""

from generator.cli import main

if __name__ == "__main__":
    main()
