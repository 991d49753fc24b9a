"""What every answer says about safety, and how cookies are set: in this one place."""

from __future__ import annotations

from typing import Literal, TypedDict

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src-elem": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""No inline script, no eval, no inline style element, no frame. Style *attributes* carry measures such as a width."""

CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in POLICY.items())
PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def security_headers(https: bool, personal: bool = True) -> dict[str, str]:
    """The headers of an answer. ``personal`` says that it may hold what belongs to one person: it is never cached."""
    found = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if https:
        found["Strict-Transport-Security"] = "max-age=31536000"
    if personal:
        found["Cache-Control"] = "no-store"
    return found


class CookiePolicy(TypedDict):
    """Keyword arguments for Starlette's ``set_cookie`` and ``delete_cookie``."""

    secure: bool
    httponly: bool
    samesite: Literal["lax"]
    path: str


def cookie_name(name: str, https: bool, base_path: str) -> str:
    """A cookie's name. By HTTPS its prefix has browsers refuse one that another host beside ours set (RFC 6265bis)."""
    if not https:
        return name
    return f"__Secure-{name}" if base_path else f"__Host-{name}"


def cookie_policy(https: bool, base_path: str) -> CookiePolicy:
    """How every cookie is set: out of scripts' reach, for this site and path, secure where browsers come by HTTPS."""
    return CookiePolicy(secure=https, httponly=True, samesite="lax", path=base_path or "/")
