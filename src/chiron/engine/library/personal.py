"""What every column of this room's tables tells about a person: they hold courses, and who brought one in."""

from __future__ import annotations

from chiron.core.events import Personal
from chiron.engine.records.personal import Declaration

_N = Personal.NO

PERSONAL: Declaration = {
    "course_version": {"school": _N, "version": _N, "course": _N, "content": _N, "kept": _N},
    "passage_vector": {"school": _N, "mark": _N, "digest": _N, "vector": _N},
    "media": {"school": _N, "sha256": _N, "type": _N, "size": _N, "kept": _N},
    "media_piece": {"school": _N, "sha256": _N, "number": _N, "data": _N},
    "course_media": {"school": _N, "version": _N, "sha256": _N},
    "package": {"school": _N, "sha256": _N, "size": _N, "contents": _N, "kept": _N},
    "package_piece": {"school": _N, "sha256": _N, "number": _N, "data": _N},
    "package_file": {"school": _N, "sha256": _N, "path": _N, "start": _N, "packed": _N, "size": _N, "method": _N},
    "course_package": {"school": _N, "version": _N, "sha256": _N},
    "import_job": {
        "school": _N,
        "id": _N,
        "by": Personal.IDENTIFIES,
        "name": _N,
        "size": _N,
        "asked": Personal.BEHAVIOUR,
        "claimed": _N,
        "lease": _N,
        "tries": _N,
        "seen": _N,
        "done": _N,
        "told": _N,
        "report": _N,
        "version": _N,
    },
    "course": {"school": _N, "id": _N, "version": _N, "published": _N, "only_for": Personal.IDENTIFIES},
    "draft": {
        "school": _N,
        "id": _N,
        "stands_for": _N,
        "mark": _N,
        "title": _N,
        "course": _N,
        "source": _N,
        "counts": _N,
        "at": _N,
        "tip": _N,
        "made": _N,
        "changed": Personal.BEHAVIOUR,
        "by": Personal.IDENTIFIES,
        "published": _N,
        "published_at": _N,
    },
    "draft_revision": {
        "school": _N,
        "draft": _N,
        "number": _N,
        "parent": _N,
        "tree": _N,
        "said": _N,
        "at": Personal.BEHAVIOUR,
        "by": Personal.IDENTIFIES,
    },
    "draft_piece": {"school": _N, "hash": _N, "body": _N},
    "draft_holds": {"school": _N, "draft": _N, "hash": _N},
    "draft_media": {"school": _N, "draft": _N, "sha256": _N},
    "draft_trial": {
        "school": _N,
        "draft": _N,
        "by": Personal.IDENTIFIES,
        "course": _N,
        "begun": Personal.BEHAVIOUR,
    },
}
