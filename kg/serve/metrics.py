"""What the server counts, in the text format that Prometheus reads."""

from __future__ import annotations

from collections import Counter
from typing import Final

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts of answers by kind of page and status, and how long they took."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, int]] = Counter()
        self._slots: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, route: str, status: int, seconds: float) -> None:
        """An answer has been given."""
        self._answers[route, status] += 1
        self._seconds[route] += seconds  # type: ignore[assignment]
        for bound in _BUCKETS:
            self._slots[route, bound] += seconds <= bound

    def text(self, gauges: dict[str, tuple[str, float]]) -> str:
        """All of it, with `gauges`: what they mean and what they are now, by name."""
        lines = _head("newskg_http_requests_total", "counter", "Answers by route and status")
        for (route, status), number in sorted(self._answers.items()):
            lines.append(f'newskg_http_requests_total{{route="{route}",status="{status}"}} {number}')
        lines += _head("newskg_http_request_duration_seconds", "histogram", "Time until the answer was given")
        for route in sorted({route for route, _ in self._answers}):
            lines += self._histogram(route)
        for name, (meaning, value) in gauges.items():
            lines += [*_head(name, "gauge", meaning), f"{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _histogram(self, route: str) -> list[str]:
        name = "newskg_http_request_duration_seconds"
        total = sum(number for (one, _), number in self._answers.items() if one == route)
        lines = [f'{name}_bucket{{route="{route}",le="{bound:g}"}} {self._slots[route, bound]}' for bound in _BUCKETS]
        lines.append(f'{name}_bucket{{route="{route}",le="+Inf"}} {total}')
        return [
            *lines,
            f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}',
            f'{name}_count{{route="{route}"}} {total}',
        ]


def _head(name: str, kind: str, meaning: str) -> list[str]:
    return [f"# HELP {name} {meaning}.", f"# TYPE {name} {kind}"]
