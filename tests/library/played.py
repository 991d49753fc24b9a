"""Small SCORM packages for tests: honest ones of both standards, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent / "packages"
V12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    "<schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>",
)
V2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"',
    "<schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>",
)


def manifest(*parts: tuple[str, str, str], version: tuple[str, str] = V12, title: str = "Beads") -> str:
    """A manifest of parts: (key, title, what else stands in its item); each begins with ``KEY.html``."""
    items = "".join(
        f'<item identifier="{key}" identifierref="r-{key}"><title>{name}</title>{more}</item>'
        for key, name, more in parts
    )
    attribute = "scormtype" if version is V12 else "scormType"
    resources = "".join(
        f'<resource identifier="r-{key}" type="webcontent" adlcp:{attribute}="sco" href="{key}.html">'
        f'<file href="{key}.html"/></resource>'
        for key, _, _ in parts
    )
    spaces, said = version
    return (
        f'<?xml version="1.0"?><manifest identifier="m" {spaces}><metadata>{said}</metadata><organizations default="o">'
        f'<organization identifier="o"><title>{title}</title>{items}</organization></organizations>'
        f"<resources>{resources}</resources></manifest>"
    )


def packed(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, the same at every call."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


FIND = """
function find(name) { let w = window; for (let n = 0; n < 9; n++) { if (w[name]) return w[name];
  if (w.parent === w) return null; w = w.parent } return null }
"""
HONEST_12 = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Beads</title><script>{FIND}
const api = find("API"); api.LMSInitialize("");
const get = name => api.LMSGetValue(name), set = (name, value) => api.LMSSetValue(name, value);
addEventListener("unload", () => {{ set("cmi.core.exit", "suspend"); api.LMSFinish("") }});
</script></head><body><h1>Beads</h1><p id="was"></p><button id="answer">Ten</button><iframe src="inner.html"></iframe>
<script>
document.getElementById("was").textContent =
  [get("cmi.core.student_name"), get("cmi.core.entry"), get("cmi.core.lesson_location"), get("cmi.suspend_data"),
   get("cmi.core.lesson_status"), get("cmi.core.score.raw")].join("|");
document.getElementById("answer").onclick = () => {{
  set("cmi.core.score.raw", "80"); set("cmi.core.score.max", "100"); set("cmi.core.lesson_location", "page-3");
  set("cmi.suspend_data", "beads=10"); set("cmi.interactions.0.id", "q1"); set("cmi.interactions.0.type", "choice");
  set("cmi.interactions.0.student_response", "ten"); set("cmi.interactions.0.result", "correct");
  set("cmi.core.session_time", "0000:02:00.00"); set("cmi.core.lesson_status", "passed"); api.LMSCommit("") }};
</script></body></html>"""
INNER = (
    f'<!doctype html><title>x</title><script>{FIND}parent.inner = !!find("API") && parent.location.pathname</script>'
)


def beads() -> bytes:
    """An honest package of 1.2: one part, which says its last words when its window closes."""
    return packed({
        "imsmanifest.xml": manifest(("sco", "Counting beads", "<adlcp:masteryscore>70</adlcp:masteryscore>")),
        "sco.html": HONEST_12,
        "inner.html": INNER,
    })  # fmt: skip


def beside(folder: Path, name: str, data: bytes, skill: str = "") -> None:
    """Put a package into a course's folder, as a resource of the whole course."""
    place = folder / "packages"
    place.mkdir(exist_ok=True)
    (place / f"{name}.zip").write_bytes(data)
    course = folder / "course.yaml"
    words = course.read_text("utf-8")
    fields = {"id": f"{name}-package", "title": name.title(), "kind": "activity", "package": name, "licence": "CC0-1.0"}
    entry = "  - " + "    ".join(f"{field}: {value}\n" for field, value in fields.items())
    if "\nresources:\n" in words:
        words = words.replace("\nresources:\n", f"\nresources:\n{entry}", 1)
    else:
        words += f"\nresources:\n{entry}"
    course.write_text(words, "utf-8")


def hostile() -> bytes:
    """A package of 2004 that tries to reach whatever it can, when it is told where that would be."""
    return packed({
        "imsmanifest.xml": manifest(("quiz", "Quiz", ""), version=V2004, title="Quiz"),
        "quiz.html": (HERE / "hostile.html").read_text("utf-8"),
        "worker.js": "self.addEventListener('fetch', () => {});",
    })  # fmt: skip


def codes() -> bytes:
    """A package of 2004 whose first part asks for what the standard says, and names what is otherwise."""
    marks = (
        "<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure='true'>"
        "<imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>"
        "</imsss:sequencing><adlcp:dataFromLMS>level=2</adlcp:dataFromLMS>"
        "<adlcp:completionThreshold completedByMeasure='true' minProgressMeasure='0.9'/>"
    )
    return packed({
        "imsmanifest.xml": manifest(("codes", "Codes", marks), ("after", "After", ""), version=V2004, title="Codes"),
        "codes.html": (HERE / "codes.html").read_text("utf-8"),
        "after.html": "<!doctype html><title>After</title>",
    })  # fmt: skip
