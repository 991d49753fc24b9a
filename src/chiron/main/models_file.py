"""``models.toml`` in the data folder: which language models there are, and where their keys lie."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from chiron.adapters.llm.fake import Manner
from chiron.adapters.llm.product import Product, Provider
from chiron.adapters.llm.vectors import SPEAKING
from chiron.core.errors import InvalidInput
from chiron.main.settings import variable
from chiron.ports.llm import Price

NAME = "models.toml"
_TOP = {"nothing_leaves", "currency", "model", "embeddings", "moderation"}
LOCAL = "local"
"""The provider of a model of meaning that lies in a folder."""
_TEXTS = ("name", "provider", "model", "address", "socket", "version")
_KEYS = ("key_env", "key_file")
_PRICES = ("prompt_price", "completion_price", "cached_price")


@dataclass(frozen=True, slots=True)
class Local:
    """A model of meaning in a folder of this machine."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Moderating:
    """The service that reads messages for danger; ``provider`` is ``openai`` or ``classifier``."""

    provider: str
    product: Product


@dataclass(frozen=True, slots=True)
class Configured:
    """What the file says. ``nothing_leaves`` keeps every socket on this machine; ``currency`` is that of all prices and
    budgets. ``embeddings`` is the model of meaning, where there is one: at an endpoint, or in a folder.
    """

    products: tuple[Product, ...] = ()
    nothing_leaves: bool = False
    currency: str = "USD"
    embeddings: Product | Local | None = None
    moderation: Moderating | None = None


def read_models(home: Path, named: Callable[[str], str] = variable) -> Configured:
    """The file's models; none where there is no file. Keys are read from the environment variable or the file that it
    names. Raises InvalidInput naming the place.
    """
    path = home / NAME
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Configured()
    except OSError as fault:
        raise InvalidInput(f"{path} cannot be read: {fault.strerror}.") from fault
    try:
        found = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InvalidInput(f"{path} is no TOML: {fault}.") from fault
    try:
        return _configured(found, home, named)
    except InvalidInput as fault:
        raise InvalidInput(f"{path}: {fault.message}", **fault.details) from fault


def _configured(found: dict[str, Any], home: Path, named: Callable[[str], str]) -> Configured:
    _known(found, _TOP, "the file")
    leaves, currency, models = found.get("nothing_leaves", False), found.get("currency", "USD"), found.get("model", [])
    if not isinstance(leaves, bool):
        raise InvalidInput("nothing_leaves is true or false.", field="nothing_leaves")
    if not (isinstance(currency, str) and len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise InvalidInput("currency is three capital letters, such as EUR.", field="currency")
    if not isinstance(models, list) or not all(isinstance(each, dict) for each in models):
        raise InvalidInput("Each model begins with a line [[model]].", field="model")
    products = tuple(_product(each, currency, home, named) for each in models)
    names = [product.name for product in products]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InvalidInput(f"Two models are named {twice[0]!r}.", field="name")
    embeddings = _embeddings(found.get("embeddings"), currency, home, named, names)
    taken = [*names, *([embeddings.name] if embeddings else [])]
    moderation = _moderation(found.get("moderation"), currency, home, named, taken)
    return Configured(products, leaves, currency, embeddings, moderation)


def _moderation(
    given: object, currency: str, home: Path, named: Callable[[str], str], names: list[str]
) -> Moderating | None:
    """The moderation service. Raises InvalidInput."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise InvalidInput("The moderation service begins with one line [moderation].", field="moderation")
    told = {"name": "moderation", **given}
    provider = told.get("provider")
    if provider not in ("openai", "classifier"):
        raise InvalidInput("provider of [moderation] is one of openai, classifier.", field="provider")
    if told["name"] in names:
        raise InvalidInput(f"Two models are named {told['name']!r}.", field="name")
    if provider == "classifier":
        return Moderating(provider, _product({"model": "-", **told, "provider": "compatible"}, currency, home, named))
    return Moderating(provider, _product({"model": "omni-moderation-latest", **told}, currency, home, named))


def _embeddings(
    given: object, currency: str, home: Path, named: Callable[[str], str], names: list[str]
) -> Product | Local | None:
    """The model of meaning. Raises InvalidInput."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise InvalidInput("The model of meaning begins with one line [embeddings].", field="embeddings")
    told = {"name": "meaning", **given}
    if told["name"] in names:
        raise InvalidInput(f"Two models are named {told['name']!r}.", field="name")
    if told.get("provider", LOCAL) == LOCAL:
        _known(told, {"name", "provider", "folder"}, "[embeddings]")
        name, folder = told["name"], told.get("folder")
        if not isinstance(name, str) or not 0 < len(name) <= 80:
            raise InvalidInput("The model of meaning needs a name of 80 characters or fewer.", field="name")
        if not isinstance(folder, str) or not folder.strip():
            raise InvalidInput("[embeddings] needs the folder of the model: folder = ...", field="folder")
        return Local(name, home / Path(folder.strip()).expanduser())
    if told.get("provider") not in SPEAKING:
        raise InvalidInput(
            f"provider of [embeddings] is one of {', '.join((LOCAL, *sorted(SPEAKING)))}.", field="provider"
        )
    return _product(told, currency, home, named)


def _product(given: dict[str, Any], currency: str, home: Path, named: Callable[[str], str]) -> Product:
    name = str(given.get("name", "")).strip()
    if not name or len(name) > 80:
        raise InvalidInput("Each model needs a name of 80 characters or fewer.", field="name")
    _known(given, {*_TEXTS, *_KEYS, *_PRICES}, f"the model {name!r}")
    texts = {field: given.get(field, "") for field in (*_TEXTS, *_KEYS)}
    if strange := [field for field, text in texts.items() if not isinstance(text, str)]:
        raise InvalidInput(f"{strange[0]} of the model {name!r} is a text in quotes.", field=strange[0])
    kind, model = texts["provider"], texts["model"]
    if kind not in get_args(Provider):
        raise InvalidInput(
            f"provider of the model {name!r} is one of {', '.join(get_args(Provider))}.", field="provider"
        )
    if kind == "fake" and model not in get_args(Manner):
        raise InvalidInput(f"model of the fake {name!r} is one of {', '.join(get_args(Manner))}.", field="model")
    if not model:
        raise InvalidInput(f"The model {name!r} needs the provider's name for it: model = ...", field="model")
    key, price = _key(texts, name, home, named), _price(given, name, currency)
    product = Product(
        name, kind, model, texts["address"].strip(), texts["socket"], texts["version"], key=key, price=price
    )
    product.check()
    return product


def _key(texts: Mapping[str, str], name: str, home: Path, named: Callable[[str], str]) -> str:
    if texts["key_env"] and texts["key_file"]:
        raise InvalidInput(f"Give key_env or key_file of the model {name!r}, not both.", field="key_env")
    if where := texts["key_env"]:
        if not (key := named(where)):
            raise InvalidInput(f"The variable {where}, for the key of the model {name!r}, is not set.", field="key_env")
        return key
    if not texts["key_file"]:
        return ""
    path = home / Path(texts["key_file"]).expanduser()
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            raise InvalidInput(f"Others can read the key of the model {name!r}: chmod 600 {path}", field="key_file")
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise InvalidInput(f"The key of the model {name!r} cannot be read from {path}.", field="key_file") from fault


def _price(given: Mapping[str, Any], name: str, currency: str) -> Price | None:
    found = {field: _amount(given[field], field, name) for field in _PRICES if field in given}
    if not found:
        return None
    if "prompt_price" not in found or "completion_price" not in found:
        raise InvalidInput(f"The model {name!r} needs both prompt_price and completion_price.", field="prompt_price")
    prompt = found["prompt_price"]
    return Price(prompt, found["completion_price"], found.get("cached_price", prompt), currency)


def _amount(value: object, field: str, name: str) -> Decimal:
    try:
        amount = Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or not 0 <= amount < 1_000_000:
        raise InvalidInput(f"{field} of the model {name!r} is what a million tokens cost, such as 2.5.", field=field)
    return amount


def _known(given: Mapping[str, Any], known: set[str], where: str) -> None:
    # A key in the file itself would lie in every backup of it.
    if "key" in given or "api_key" in given:
        raise InvalidInput(f"A key does not stand in {NAME}: name key_env or key_file instead.", field="key")
    if strange := sorted(set(given) - known):
        raise InvalidInput(f"{where} says {strange[0]!r}, which means nothing here.", field=strange[0])
