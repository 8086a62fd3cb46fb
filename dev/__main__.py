"""The local stack and the tools beside it: `python -m dev up|down|reset|status|openapi|books|vectors`."""

import argparse
import importlib
import sys

# A command's module is imported only when it is asked for: the books of a file need no server's packages.
COMMANDS = {
    "up": ("dev.up", "main", "start everything on one origin; Ctrl-C stops it"),
    "down": ("dev.up", "down", "stop what is running"),
    "reset": ("dev.up", "reset", "stop, and delete the local data"),
    "status": ("dev.up", "status", "say what is running"),
    "openapi": ("dev.openapi", "main", "print the description of all endpoints"),
    "books": ("dev.books", "main", "print the books of a tastytrade export, without a server"),
    "vectors": ("dev.vectors", "main", "compare the engine with a file of worked cases"),
}


def main() -> int:
    """Run one command with the arguments after its name. Returns an exit code."""
    parser = argparse.ArgumentParser(prog="python -m dev", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.description = "\n".join(f"  {name:<10}{words}" for name, (_, _, words) in COMMANDS.items())
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    module, function, _ = COMMANDS[given.command]
    code: int = getattr(importlib.import_module(module), function)(given.arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
