"""The safety headers and the cookies' policy."""

from __future__ import annotations

from chiron.faces.web.headers import CONTENT_SECURITY_POLICY, cookie_policy, security_headers


def directives() -> dict[str, str]:
    return dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))


def test_nothing_inline_but_style_attributes_and_no_eval() -> None:
    policy = directives()
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src-elem"] == "'self'"
    assert "unsafe-eval" not in CONTENT_SECURITY_POLICY
    assert [name for name, value in policy.items() if "unsafe-inline" in value] == ["style-src-attr"]
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["connect-src"] == policy["font-src"] == "'self'"


def test_headers() -> None:
    plain, secure = security_headers(False), security_headers(True, personal=False)
    assert plain["X-Content-Type-Options"] == "nosniff"
    assert plain["Referrer-Policy"] == "same-origin"
    assert "camera=()" in plain["Permissions-Policy"]
    assert plain["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in plain
    assert secure["Strict-Transport-Security"]
    assert "Cache-Control" not in secure


def test_cookies() -> None:
    assert cookie_policy(True, "/tutor") == {"secure": True, "httponly": True, "samesite": "lax", "path": "/tutor"}
    assert cookie_policy(False, "") == {"secure": False, "httponly": True, "samesite": "lax", "path": "/"}
