"""Make a tiny language model that knows one sentence, in a few seconds: run by a Python that has torch.

python make_tiny.py FOLDER
"""

from __future__ import annotations

import sys

import torch  # type: ignore[import-not-found]
from tokenizers import (  # type: ignore[import-not-found]
    Tokenizer,
    decoders,
    models,
    pre_tokenizers,
    trainers,
)
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast  # type: ignore[import-not-found]

SAID = "Look at the first part again and try it step by step."
ASKED = "<|system|>Be kind.<|user|>hi<|assistant|>"
TEMPLATE = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}<|assistant|>"


def tokenizer() -> PreTrainedTokenizerFast:
    """Bytes, and the words of the sentence."""
    made = Tokenizer(models.BPE(unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    roles = ["<|system|>", "<|user|>", "<|assistant|>"]
    letters = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<unk>", "<s>", "</s>", *roles], initial_alphabet=letters
    )
    made.train_from_iterator([SAID] * 20, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="</s>"
    )
    fast.chat_template = TEMPLATE
    return fast


def main(folder: str) -> None:
    """Teach it the sentence, and save it."""
    torch.set_num_threads(1)
    torch.manual_seed(7)
    words = tokenizer()
    config = LlamaConfig(
        vocab_size=len(words),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=512,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=2,
    )
    model = LlamaForCausalLM(config)
    lesson = torch.tensor([words(f"{ASKED}{SAID}</s>", add_special_tokens=False).input_ids])
    steps = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(150):
        model(input_ids=lesson, labels=lesson).loss.backward()
        steps.step()
        steps.zero_grad()
    model.save_pretrained(folder)
    words.save_pretrained(folder)


if __name__ == "__main__":
    main(sys.argv[1])
