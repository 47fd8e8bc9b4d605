"""The packaged example: a few articles written for the project; people and companies in them are invented."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.errors import WorkspaceError

articles = Path(__file__).parent / "articles"
"""The folder of the example's articles."""


def unpack(folder: Path) -> Path:
    """Copy the articles to ``folder/articles``, where they can be read beside the graph, and give that folder.

    Raises:
        WorkspaceError: the folder can't be written.
    """
    target = folder / "articles"
    try:
        target.mkdir(parents=True, exist_ok=True)
        for article in sorted(articles.glob("*.*")):
            shutil.copyfile(article, target / article.name)
    except OSError as error:
        raise WorkspaceError(f"can't write to {folder}: {error.strerror or error}") from error
    return target
