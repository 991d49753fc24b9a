"""Each provider's model in the library, on our own wire. Every address and key is given: none comes from the
environment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from httpx2 import AsyncClient
from pydantic_ai.models import Model

from chiron.adapters.llm.product import Product

_NO_KEY = "none"
"""Clients insist on a key, also where the server asks for none."""


def made(product: Product, client: AsyncClient) -> Model:
    """The library's model."""
    return _MAKERS.get(product.provider, _compatible)(product, client)


def _chat(product: Product, provider: Any, old: bool = False) -> Model:
    """A model that speaks OpenAI's chat dialect; ``old`` servers know only the dialect's older bound on tokens.

    A stream that ends without saying why was cut off, also where its last bytes were in order.
    """
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile

    profile = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True)
    if old:
        profile["openai_chat_supports_max_completion_tokens"] = False
    return OpenAIChatModel(product.model, provider=provider, profile=profile)


def _openai(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.providers.openai import OpenAIProvider

    provider = OpenAIProvider(base_url=product.url, api_key=product.key or _NO_KEY, http_client=client)
    return _chat(product, provider)


def _compatible(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    key = product.key or _NO_KEY
    provider = OpenAICompatibleProvider("compatible", base_url=product.url, api_key=key, http_client=client)
    return _chat(product, provider, old=True)


def _ollama(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.providers.ollama import OllamaProvider

    provider = OllamaProvider(base_url=product.url, api_key=product.key or _NO_KEY, http_client=client)
    return _chat(product, provider, old=True)


def _vllm(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.providers.vllm import VLLMProvider

    provider = VLLMProvider(base_url=product.url, api_key=product.key or _NO_KEY, http_client=client)
    return _chat(product, provider, old=True)


def _azure(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.providers.azure import AzureProvider

    provider = AzureProvider(
        azure_endpoint=product.url, api_version=product.version or None, api_key=product.key, http_client=client
    )
    return _chat(product, provider)


def _anthropic(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    provider = AnthropicProvider(base_url=product.url, api_key=product.key, http_client=client)
    return AnthropicModel(product.model, provider=provider)


def _google(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    provider = GoogleProvider(base_url=product.url, api_key=product.key, http_client=client)
    return GoogleModel(product.model, provider=provider)


def _mistral(product: Product, client: AsyncClient) -> Model:
    from pydantic_ai.models.mistral import MistralModel
    from pydantic_ai.providers.mistral import MistralProvider

    provider = MistralProvider(base_url=product.url, api_key=product.key, http_client=client)
    return MistralModel(product.model, provider=provider)


_MAKERS: dict[str, Callable[[Product, AsyncClient], Model]] = {
    "openai": _openai,
    "azure": _azure,
    "anthropic": _anthropic,
    "google": _google,
    "mistral": _mistral,
    "ollama": _ollama,
    "vllm": _vllm,
}
