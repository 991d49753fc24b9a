"""What the operator says of one model, and whether it stands on this machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from chiron.core.errors import InvalidInput
from chiron.ports.llm import Price

Provider = Literal["openai", "anthropic", "google", "azure", "mistral", "ollama", "vllm", "compatible", "fake"]

ADDRESSES: dict[Provider, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "google": "https://generativelanguage.googleapis.com",
    "mistral": "https://api.mistral.ai",
    "ollama": "http://127.0.0.1:11434/v1",
}
"""Where a provider is found when the operator names no address; the others have to be named."""
KEYLESS = frozenset({"ollama", "vllm", "compatible", "fake"})
"""Providers that may be asked without a key."""


@dataclass(frozen=True, slots=True)
class Product:
    """One model of one provider. ``name`` is the operator's word for it, ``model`` the provider's.

    ``address`` is the base URL; ``socket`` the path of a unix socket to reach it through instead; ``version`` Azure's
    API version, where its address needs one.
    """

    name: str
    provider: Provider
    model: str
    address: str = ""
    socket: str = ""
    version: str = ""
    key: str = field(default="", repr=False)
    price: Price | None = None

    @property
    def url(self) -> str:
        """The address, or the provider's usual one."""
        return self.address or ADDRESSES.get(self.provider, "")

    @property
    def here(self) -> bool:
        """Whether asking it leaves nothing of this machine: a unix socket, a loopback address, or the fake."""
        return bool(self.socket) or self.provider == "fake" or is_here(urlsplit(self.url).hostname or "")

    def check(self) -> None:
        """Raises InvalidInput where it could never be asked."""
        if self.provider == "fake":
            return
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InvalidInput(f"The model {self.name!r} needs its address, such as https://host/v1.", field="address")
        if parts.scheme == "http" and not self.here and self.key:
            raise InvalidInput(
                f"The key of the model {self.name!r} would go to another machine in the clear: give an https address.",
                field="address",
            )
        if self.provider not in KEYLESS and not self.key:
            raise InvalidInput(f"The model {self.name!r} needs a key: name key_env or key_file.", field="key_env")


def is_here(host: str) -> bool:
    """Whether a host, without asking any name server, is this machine: ``localhost`` or a loopback address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
