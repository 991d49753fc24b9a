"""The settings. The environment is read here and nowhere else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from chiron.core.errors import InvalidInput
from chiron.core.learning import POLICY

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Host names under which a browser on this machine finds this machine."""

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose, checked.

    ``home`` is the data folder. ``database_url`` points to a PostgreSQL server of one's own; None means the embedded
    one inside ``home``. ``base_path`` is "" or "/path" without a slash at the end, for a proxy that serves more than
    Chiron. ``allowed_hosts`` are the host names that requests may carry; empty means this machine's own. ``https`` says
    that browsers reach Chiron through HTTPS, so cookies are marked secure. ``proxies`` are the addresses whose
    forwarding headers are believed; with none, nobody's are. ``demo`` allows the demo school, on loopback addresses
    only. ``mail`` says how letters leave: a mail server's URL or a folder; None means that notices stand in Chiron
    only. ``mail_from`` is their sender. ``graders`` are the checks that each serving process runs at the same time in
    processes apart; None shares the cores. ``programs`` says when learners' programs run: only in the whole
    ``sandbox``, with whatever locks there are (``trust``), or never: a ``person`` reads them. ``policy`` names who
    chooses what learners do next. ``nothing_leaves`` keeps every language model on this machine. ``otel`` is the
    address of a collector that is told how turns went, None tells nobody; ``otel_content`` lets it have words too.
    ``calls_days`` is how long the list of calls to language models is kept. ``upload_mb`` is how large a file that is
    uploaded to be imported may be. ``play_port`` is where packages are played, beside ``port``: None is the next one, 0
    is nowhere; ``play_url`` is how browsers reach that from elsewhere.
    """

    home: Path
    port: int = 8000
    host: str = "127.0.0.1"
    database_url: str | None = None
    base_path: str = ""
    allowed_hosts: tuple[str, ...] = ()
    https: bool = False
    demo: bool = False
    workers: int = 1
    proxies: tuple[str, ...] = ()
    mail: str | None = field(default=None, repr=False)
    mail_from: str = "chiron@localhost"
    graders: int | None = None
    programs: Literal["sandbox", "trust", "person"] = "sandbox"
    policy: str = POLICY
    nothing_leaves: bool = False
    otel: str | None = None
    otel_content: bool = False
    calls_days: int = 400
    upload_mb: int = 512
    play_port: int | None = None
    play_url: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot work, and the demo school where strangers could reach it."""
        if self.demo and not is_loopback(self.host):
            raise InvalidInput(
                f"The demo school signs anyone in, so it is only served on this machine, not on {self.host}. "
                "Leave CHIRON_HOST at 127.0.0.1, or start with --no-demo.",
                field="CHIRON_HOST",
            )
        if self.play_url and urlsplit(self.play_url).hostname in {name.strip("[]").lower() for name in self.hosts}:
            raise InvalidInput(
                "CHIRON_PLAY_URL has a host name of Chiron's own. Browsers share cookies between the ports of one name:"
                " give packages another, such as https://play.example.org.",
                field="CHIRON_PLAY_URL",
            )
        if self.play_port == self.port:
            raise InvalidInput("CHIRON_PLAY_PORT is CHIRON_PORT. Give packages another.", field="CHIRON_PLAY_PORT")

    @property
    def played_on(self) -> int:
        """The port on which packages are played; 0 for none."""
        if self.play_port is not None:
            return self.play_port
        return self.port + 1 if self.port < 65535 else 0

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that requests may carry."""
        if self.allowed_hosts:
            return self.allowed_hosts
        return LOOPBACK_NAMES if is_loopback(self.host) else (*LOOPBACK_NAMES, self.host)

    @property
    def plays_beside(self) -> bool:
        """Whether the host of packages and one of Chiron's share their last two labels, so that a package may set
        cookies for both. A heuristic: what a registrable domain is, only the public suffix list says."""
        played = (urlsplit(self.play_url.replace("*.", "")).hostname or "").split(".")[-2:]
        own = (name.strip("[]").lower().split(".")[-2:] for name in self.hosts)
        return len(played) > 1 and not played[-1].isdigit() and played in own

    @property
    def address(self) -> str:
        """Where a browser on this machine finds Chiron, with a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
            host = "127.0.0.1"
        return f"http://{host}:{self.port}{self.base_path}/"

    @property
    def public_address(self) -> str:
        """Where people find Chiron from their own machines, for links in letters; with a slash at the end."""
        if not self.allowed_hosts:
            return self.address
        return f"{'https' if self.https else 'http'}://{self.allowed_hosts[0]}{self.base_path}/"

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from ``env``, by default the process's environment.

        Raises InvalidInput naming the variable and the remedy.
        """
        env = os.environ if env is None else env
        return cls(
            home=Path(env["CHIRON_HOME"]).expanduser().absolute() if env.get("CHIRON_HOME") else default_home(env),
            port=_whole(env, "CHIRON_PORT", 8000, 1, 65535),
            host=env.get("CHIRON_HOST") or "127.0.0.1",
            database_url=env.get("DATABASE_URL") or None,
            base_path=_base_path(env),
            allowed_hosts=_names(env, "CHIRON_ALLOWED_HOSTS"),
            https=_yes(env, "CHIRON_HTTPS"),
            demo=_yes(env, "CHIRON_DEMO"),
            workers=_whole(env, "CHIRON_WORKERS", 1, 1, 64),
            proxies=_names(env, "CHIRON_PROXIES"),
            mail=_mail(env),
            mail_from=env.get("CHIRON_MAIL_FROM", "").strip() or "chiron@localhost",
            graders=_whole(env, "CHIRON_GRADERS", 0, 1, 64) or None,
            programs=_programs(env),
            policy=env.get("CHIRON_POLICY", "").strip() or POLICY,
            nothing_leaves=_yes(env, "CHIRON_NOTHING_LEAVES"),
            otel=_otel(env),
            otel_content=_yes(env, "CHIRON_OTEL_CONTENT"),
            calls_days=_whole(env, "CHIRON_CALLS_DAYS", 400, 35, 3650),
            upload_mb=_whole(env, "CHIRON_UPLOAD_MB", 512, 1, 4096),
            play_port=_whole(env, "CHIRON_PLAY_PORT", 0, 0, 65535) if env.get("CHIRON_PLAY_PORT", "").strip() else None,
            play_url=_play_url(env),
        )

    def to_environment(self) -> dict[str, str]:
        """The environment that gives these settings again, for worker processes."""
        return {
            "CHIRON_HOME": str(self.home),
            "CHIRON_PORT": str(self.port),
            "CHIRON_HOST": self.host,
            "DATABASE_URL": self.database_url or "",
            "CHIRON_BASE_PATH": self.base_path,
            "CHIRON_ALLOWED_HOSTS": ",".join(self.allowed_hosts),
            "CHIRON_HTTPS": "1" if self.https else "0",
            "CHIRON_DEMO": "1" if self.demo else "0",
            "CHIRON_WORKERS": str(self.workers),
            "CHIRON_PROXIES": ",".join(self.proxies),
            "CHIRON_MAIL": self.mail or "",
            "CHIRON_MAIL_FROM": self.mail_from,
            "CHIRON_GRADERS": str(self.graders or ""),
            "CHIRON_PROGRAMS": self.programs,
            "CHIRON_POLICY": self.policy,
            "CHIRON_NOTHING_LEAVES": "1" if self.nothing_leaves else "0",
            "CHIRON_OTEL": self.otel or "",
            "CHIRON_OTEL_CONTENT": "1" if self.otel_content else "0",
            "CHIRON_CALLS_DAYS": str(self.calls_days),
            "CHIRON_UPLOAD_MB": str(self.upload_mb),
            "CHIRON_PLAY_PORT": "" if self.play_port is None else str(self.play_port),
            "CHIRON_PLAY_URL": self.play_url,
        }


def variable(name: str) -> str:
    """The value of one variable that another setting names, such as where a key lies; "" where it is not set."""
    return os.environ.get(name, "").strip()


def share(settings: Settings) -> None:
    """Put the settings into this process's environment, for the worker processes that it starts."""
    os.environ.update(settings.to_environment())


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def default_home(env: Mapping[str, str]) -> Path:
    """The data folder when nobody names one.

    A checkout (an editable install) keeps its data in its own ``.chiron``, so that trying things out touches no real
    school; an installed Chiron uses the platform's folder for a user's data.
    """
    checkout = Path(__file__).absolute().parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "src" / "chiron").is_dir():
        return checkout / ".chiron"
    user = Path(env["HOME"]) if env.get("HOME") else Path.home()
    if sys.platform == "darwin":
        return user / "Library" / "Application Support" / "Chiron"
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or user / "AppData" / "Local") / "Chiron"
    return Path(env.get("XDG_DATA_HOME") or user / ".local" / "share") / "chiron"


def _whole(env: Mapping[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return otherwise
    # Length first: int() of a long run of digits is refused by Python with an error of its own.
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
        raise InvalidInput(f"{name} is {text!r}; give a whole number from {least} to {most}.", field=name)
    return int(text)


def _yes(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name, "").strip().lower()
    if text not in _YES | _NO:
        raise InvalidInput(f"{name} is {text!r}; give 1 for yes or 0 for no.", field=name)
    return text in _YES


def _mail(env: Mapping[str, str]) -> str | None:
    text = env.get("CHIRON_MAIL", "").strip()
    if not text or text == "folder" or text.startswith(("smtp://", "smtps://", "/")):
        return text or None
    # The value may hold a password, so it is not repeated.
    raise InvalidInput(
        "CHIRON_MAIL is none of: smtp://name:password@host:587, smtps://..., a folder's whole path, or folder.",
        field="CHIRON_MAIL",
    )


def _otel(env: Mapping[str, str]) -> str | None:
    text = env.get("CHIRON_OTEL", "").strip()
    if text and not text.startswith(("http://", "https://")):
        raise InvalidInput(
            f"CHIRON_OTEL is {text!r}; give a collector's address, such as http://127.0.0.1:4318.", field="CHIRON_OTEL"
        )
    return text or None


_ORIGIN = re.compile(r"https?://(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?")


def _play_url(env: Mapping[str, str]) -> str:
    text = env.get("CHIRON_PLAY_URL", "").strip().rstrip("/").lower()
    if text and not _ORIGIN.fullmatch(text):
        raise InvalidInput(
            f"CHIRON_PLAY_URL is {text!r}; give an origin such as https://play.example.org, or https://*.play.example.org"
            " where every launch shall have a host of its own.",
            field="CHIRON_PLAY_URL",
        )
    return text


def _programs(env: Mapping[str, str]) -> Literal["sandbox", "trust", "person"]:
    text = env.get("CHIRON_PROGRAMS", "").strip() or "sandbox"
    choices: dict[str, Literal["sandbox", "trust", "person"]] = {
        "sandbox": "sandbox",
        "trust": "trust",
        "person": "person",
    }
    if text not in choices:
        raise InvalidInput(f"CHIRON_PROGRAMS is {text!r}; give sandbox, trust or person.", field="CHIRON_PROGRAMS")
    return choices[text]


def _names(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in env.get(name, "").split(",") if part.strip())


def _base_path(env: Mapping[str, str]) -> str:
    path = env.get("CHIRON_BASE_PATH", "").strip().rstrip("/")
    if path and (not path.startswith("/") or "//" in path or not path.replace("/", "a").replace("-", "a").isalnum()):
        raise InvalidInput(
            f"CHIRON_BASE_PATH is {path!r}; give a path such as /tutor, of letters, digits and hyphens.",
            field="CHIRON_BASE_PATH",
        )
    return path
