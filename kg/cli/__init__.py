"""The command `kg`: thin commands over `kg.api`. Errors are one line; every command's help has an example."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from kg.cli import asking, graphs, resolving  # noqa: F401 - they add their commands to `app`
from kg.cli.commands import app
from kg.cli.output import notes
from kg.errors import KgError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command. A mistake gives one line on standard error and a non-zero exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):  # Chinese prints on any terminal and through any pipe
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except KgError as error:
        _fail(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stdout.write(error.format_message() + "\n")
        sys.exit(2)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        _fail(f"{error.format_message().rstrip('.')}; see {context.command_path if context else 'kg'} --help", 2)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped; what was finished is kept", 130)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error), 1)


def _fail(text: str, code: int) -> NoReturn:
    notes.print(f"kg: {' '.join(text.split())}", style="red", markup=False)
    sys.exit(code)
