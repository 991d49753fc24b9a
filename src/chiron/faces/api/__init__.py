"""Chiron as a model: ``/v1/models`` and ``/v1/chat/completions``, as clients of OpenAI's interface speak them."""
