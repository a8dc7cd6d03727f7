"""The `factx` command: --version at once, anything else through the command line proper."""

from __future__ import annotations

import gc
import sys

# After how many new objects Python looks for garbage. Its own 700 has it look hundreds of times at what only comes to
# stay: a tenth of a start. Releases leave next to no garbage behind.
NEW_OBJECTS = 50_000


def main() -> None:
    """Run `factx` with the arguments of this process, and exit."""
    if sys.argv[1:] == ["--version"]:
        from factx import __version__  # noqa: PLC0415 (nothing else is needed for it)

        print(f"factx {__version__}")  # noqa: T201
        return
    gc.set_threshold(NEW_OBJECTS, 10, 10)
    try:
        from factx.cli import run  # noqa: PLC0415

        code = run()
    except KeyboardInterrupt:  # (before a command could begin)
        code = 130
    gc.freeze()  # (else Python looks through all that is loaded once more before it ends, for a seventh of the time)
    sys.exit(code)


if __name__ == "__main__":
    main()
