"""How a message sounds: sentiment, emotions, haste, dissatisfaction. Of one message, never a trait of its writer."""

from chiron.core.language.feelings.conversation import Said
from chiron.core.language.feelings.lexicon import EMOTIONS
from chiron.core.language.feelings.reading import NOTHING, Feelings, Felt, read

__all__ = ["EMOTIONS", "NOTHING", "Feelings", "Felt", "Said", "read"]
