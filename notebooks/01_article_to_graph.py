# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 从一篇报道到知识图谱 · From an article to a graph
#
# 三步：读文章，问问题，看图。没有模型下载，没有联网，没有费用。
#
# Three steps: read articles, ask a question, look at the picture. No download, no network, no cost.

# %%
from pathlib import Path

import kg
from kg.demo import articles

sorted(path.name for path in Path(articles).glob("*.txt"))

# %% [markdown]
# ## 一篇文章说了什么 · What one article says
#
# `kg.extract` 给出实体、关系和数量；每条关系都带着原文的句子。
#
# `kg.extract` gives entities, statements and quantities; each statement brings the sentence that says it.

# %%
text = (articles / "langao-union-workers.txt").read_text(encoding="utf-8")
extraction = kg.extract(text)
names = {entity.id: entity.name for entity in extraction.entities}
for statement in extraction.statements[:8]:
    print(names[statement.subject], statement.predicate, names[statement.object])
    print("    ", statement.evidence[0].text)

# %% [markdown]
# 证据的位置以原文的字计，切片就是那句话。
#
# Evidence is given in characters of the raw text: the slice is the sentence.

# %%
quote = extraction.statements[0].evidence[0]
assert text[quote.start : quote.end] == quote.text

# %% [markdown]
# ## 许多文章，一张图 · Many articles, one graph

# %%
graph = kg.build([articles])
graph.summary

# %% [markdown]
# ## 提问 · Ask
#
# 常用前缀不用写。 The usual prefixes need not be written.

# %%
rows = graph.query(
    """
    SELECT ?who ?honor WHERE {
        ?subject kg:awarded ?object .
        ?subject rdfs:label ?who . ?object rdfs:label ?honor .
    } ORDER BY ?who ?honor
    """
)
for row in rows:
    print(row.who, "←", row.honor)

# %% [markdown]
# ## networkx 与 rdflib · As networkx, as rdflib

# %%
network = graph.to_networkx()
print(network.number_of_nodes(), "entities,", network.number_of_edges(), "statements")
degrees = sorted(network.degree, key=lambda pair: (-pair[1], pair[0]))[:5]
[(network.nodes[node]["label"], degree) for node, degree in degrees]

# %%
len(graph.to_rdflib())

# %% [markdown]
# ## 看图 · Look
#
# 在笔记本里，图会自己显示；`graph.view("graph.html")` 写成一个可离线打开的网页。
#
# In a notebook a graph shows itself; `graph.view("graph.html")` writes a page that opens without a network.

# %%
graph
