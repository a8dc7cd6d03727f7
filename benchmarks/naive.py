"""What anyone would write first, to hold factx against: every text through the pipeline, its entities as JSON.

python benchmarks/naive.py MODEL FOLDER OUT WORKERS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy

if __name__ == "__main__":
    model, folder, out, workers = sys.argv[1:]
    nlp = spacy.load(model)
    texts = [path.read_text("utf-8") for path in sorted(Path(folder).rglob("*.txt"))]
    with Path(out).open("w", encoding="utf-8") as file:
        for doc in nlp.pipe(texts, n_process=int(workers)):
            entities = [{"text": e.text, "label": e.label_, "start": e.start_char, "end": e.end_char} for e in doc.ents]
            file.write(json.dumps(entities) + "\n")
