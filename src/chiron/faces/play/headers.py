"""What every answer of the play origin says: what a package may do, and that nothing of it goes out.

A package is old HTML as a rule: it writes into its pages, evaluates strings, and finds its frames by ``parent``. So all
of that is allowed within its own origin, which holds nothing but packages, and everything that leads out of it is not.
"""

from __future__ import annotations

import posixpath

SANDBOX = "allow-scripts allow-same-origin allow-forms allow-modals"
"""Of the frame and of every answer: no other window, no download, no way to the page around. A package's frames need
the origin that they share, by which they find the shim; it is not Chiron's."""

_PACKAGE = {
    "default-src": "'self' data: blob:",
    "script-src": "'self' blob: 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' data: blob: 'unsafe-inline'",
    "connect-src": "'self' data: blob:",
    "frame-src": "'self'",
    # A worker out of a blob can be no service worker.
    "worker-src": "blob:",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'self'",
}
_PLAYER = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "application/xhtml+xml",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "bmp": "image/bmp",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
}
"""By the ending of a file's name; anything else is bytes. Texts say their encoding themselves, as old pages do."""


def type_of(path: str) -> str:
    """What a file is served as."""
    return TYPES.get(posixpath.splitext(path)[1].lower().removeprefix("."), "application/octet-stream")


def around() -> dict[str, str]:
    """Of every answer, refusals too."""
    return {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), "
        "serial=(), midi=(), browsing-topics=()",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1",
        "X-DNS-Prefetch-Control": "off",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }


def of_player(parent: str) -> dict[str, str]:
    """Of our own page around a package: the page of ``parent`` alone may frame it. What packages kept in the browser
    goes when another begins, so that nobody who shares it finds what a learner left.
    """
    return {"Content-Security-Policy": _policy(_PLAYER, parent), "Clear-Site-Data": '"storage"'}


def of_package(parent: str) -> dict[str, str]:
    """Of a package's own files."""
    return {"Content-Security-Policy": _policy(_PACKAGE, f"'self' {parent}"), "Cache-Control": "private, max-age=28800"}


def _policy(rules: dict[str, str], ancestors: str) -> str:
    every = {**rules, "frame-ancestors": ancestors, "sandbox": SANDBOX}
    return "; ".join(f"{name} {value}" for name, value in every.items())
