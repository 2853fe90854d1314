"""The Dockerfiles as instructions, for tests; and what an image would hold of our code, laid into a folder."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.system.processes import ROOT


@dataclass(frozen=True)
class Stage:
    base: str
    name: str
    instructions: tuple[tuple[str, str], ...]

    def all(self, word: str) -> list[str]:
        return [rest for instruction, rest in self.instructions if instruction == word]

    def last(self, word: str) -> str:
        return self.all(word)[-1]

    @property
    def command(self) -> list[str]:
        command: list[str] = json.loads(self.last("CMD"))
        return command


def stages(name: str) -> dict[str, Stage]:
    """Each stage of deploy/NAME.Dockerfile by its own name."""
    text = (ROOT / "deploy" / f"{name}.Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, list[tuple[str, str]]] = {}
    bases: dict[str, str] = {}
    stage = ""
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "FROM":
            base, _, stage = rest.partition(" AS ")
            bases[stage], found[stage] = base, []
        else:
            found[stage].append((word, rest.strip()))
    return {stage: Stage(bases[stage], stage, tuple(found[stage])) for stage in found}


def lay_out_code(name: str, folder: Path) -> Path:
    """Copy what the image's stage of code copies from the project, and nothing else."""
    for instruction in stages(name)["code"].all("COPY"):
        *sources, target = instruction.split()
        for source in sources:
            path = ROOT / source
            if path.is_dir():
                shutil.copytree(path, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place = folder / target
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, place)
    return folder
