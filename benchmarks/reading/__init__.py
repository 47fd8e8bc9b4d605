"""How well and how fast articles are read; each part prints Markdown for docs/quality.md and docs/performance.md."""
