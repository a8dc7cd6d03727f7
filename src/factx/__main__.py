"""The `factx` command: --version at once, anything else through the command line proper."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `factx` with the arguments of this process, and exit."""
    if sys.argv[1:] == ["--version"]:
        from factx import __version__  # noqa: PLC0415 (nothing else is needed for it)

        print(f"factx {__version__}")  # noqa: T201
        return
    try:
        from factx.cli import run  # noqa: PLC0415

        sys.exit(run())
    except KeyboardInterrupt:  # (before a command could begin)
        sys.exit(130)


if __name__ == "__main__":
    main()
