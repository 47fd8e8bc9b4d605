"""What there is in the folder of a build besides the graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kg.resolve.judgements import read as read_judgements
from kg.scale import redirects
from kg.scale.exports import load_state
from kg.scale.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Status:
    """Numbers: quads, input files, judgements, former IRIs, bytes on the disk; when it was built."""

    quads: int
    files: int
    judgements: int
    redirects: int
    size: int
    built: datetime

    def rows(self) -> list[tuple[str, str, str]]:
        """For people: what, in English and in Chinese, and how much."""
        return [
            ("quads", "四元组", str(self.quads)),
            ("files read", "输入文件", str(self.files)),
            ("judgements", "人工判定", str(self.judgements)),
            ("former IRIs", "旧标识", str(self.redirects)),
            ("on the disk", "占用空间", f"{self.size / 1e6:,.1f} MB"),
            ("built", "建成时间", f"{self.built:%Y-%m-%d %H:%M}"),
        ]


def status(folder: Path) -> Status:
    """What there is in `folder`.

    Raises:
        WorkspaceError: there is no finished graph.
    """
    workspace = Workspace(folder)
    state = load_state(workspace)
    return Status(
        quads=state.summary.quads,
        files=len(workspace.manifest().files),
        judgements=len(read_judgements(workspace.judgements)),
        redirects=len(redirects.read(workspace.redirects)),
        size=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
        built=datetime.fromtimestamp(workspace.summary.stat().st_mtime).astimezone(),
    )
