"""`python -m riwaya` is the command `riwaya`."""

from riwaya.serve.entry import main

if __name__ == "__main__":
    main()
