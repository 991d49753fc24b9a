# ruff: noqa: E501 - patterns are data
"""How people say things of themselves, in English. Patterns are tried on text without accents, in small letters."""

from __future__ import annotations

from chiron.core.language.facts.dates import DAY
from chiron.core.language.facts.shape import FactKind

END = r"(?=\s*(?:$|[.!?;,:\n)]|\b(?:but|because|and i|and my|and im|so i|so we|though|when i|lol|haha|please)\b))"
_V = rf"(?P<value>[^.!?;,:\n()]{{2,80}}?){END}"
_SOFT = r"(?:really |also |just |still |do |absolutely |actually |totally |always |mostly |only |kinda |kind of )*"
_AM = r"(?:i am|i'm|im)"
_WAY = r"(?:it )?(?:when |if |to have )?(?:things |it |you )?(?:are |is |explain |use )?(?:in |with |as )?(?:a |an |some |more |fewer |less |very |really )*(?:short|shorter|brief|simple|simpler|easy|easier|plain|clear|longer|detailed|slow|slower|fast|step|steps|picture|diagram|graph|chart|example|real|number line|table|colou?r|word|sentence|question|practice|practise|hint|pictures|drawings|diagrams|graphs|examples|tables|words|sentences|questions|hints|challenge|challenges|formulas?)"

ENGLISH: tuple[tuple[FactKind, float, str], ...] = (
    (FactKind.NAME, 0.95, r"\b(?:please call me|you can call me|just call me|call me|my name is|my name's|i am called|i'm called|people call me)\s+(?P<value>[^\W\d_][\w'-]{1,20})(?=\s*(?:$|[.!?;,)]|\band\b|\bplease\b))"),
    (FactKind.DATE, 0.95, rf"\bmy (?P<value>(?:[a-z-]+ ){{0,3}}(?:exam|exams|test|tests|quiz|final|finals|mock|mocks|presentation|assignment|homework|project|coursework) (?:is|are|will be)(?: due)?(?: on| in| at)? {DAY})"),
    (FactKind.DATE, 0.95, rf"\b(?:i have|i've got|i got|i've|there is|there's) (?P<value>(?:a |an |my |the )?(?:[a-z-]+ ){{0,3}}(?:exam|test|quiz|final|mock|presentation|exams|tests|finals|mocks)(?: due)?(?: on| in| at)? {DAY})"),
    (FactKind.CIRCUMSTANCE, 0.95, r"\bi(?:'ve| have)?(?: only)?(?: have| got)(?: only| just| about| around| like)* (?P<value>(?:\d{1,3}|five|ten|fifteen|twenty|thirty|forty|a few) (?:minutes|mins?)|an hour|half an hour|\d hours?)\b(?! ?glass)"),
    (FactKind.CIRCUMSTANCE, 0.8, rf"\b{_AM} (?P<value>(?:on|using|at|in) (?:my |a |the |an )?(?:old |small |school )?(?:phone|tablet|ipad|chromebook|laptop|computer|bus|train|car|library|school|class))\b(?! of)"),
    (FactKind.CIRCUMSTANCE, 0.85, r"\bi (?P<value>(?:don't|do not|dont) have (?:a |any |my |the )?(?:paper|pen|pencil|calculator|ruler|book|textbook|headphones|sound|keyboard|mouse|internet)[^.!?;,\n]{0,30}?)(?=\s*(?:$|[.!?;,\n]))"),
    (FactKind.CIRCUMSTANCE, 0.85, r"\bi (?P<value>(?:missed|was away for|was not there for|wasn't there for|was absent for) (?:the |a |last |this |my |some |two |three |all )+(?:[a-z]+ ){0,2}(?:lessons?|class|classes|weeks?|units?|chapters?))\b"),
    (FactKind.PREFERENCE, 0.9, rf"\bi {_SOFT}(?:like|love|prefer|want|need|would like|would prefer|'d like|'d prefer)\s+(?P<value>{_WAY}[^.!?;,:\n()]{{0,50}}?){END}"),
    (FactKind.PREFERENCE, 0.9, rf"\bi (?P<value>(?:understand|learn|remember|work|get it) (?:things |it |this )?(?:best|better|more easily|well) (?:with|from|by|when|if|in)[^.!?;,:\n()]{{2,60}}?){END}"),
    (FactKind.PREFERENCE, 0.85, rf"\b(?:please |can you |could you |pls )(?P<value>(?:explain|keep|use|show|speak|talk|write|go|give)\b[^.!?;,:\n()]{{0,30}}?\b(?:short|shorter|simple|simpler|simply|easy|easier|slow|slower|slowly|step by step|pictures|examples|drawings|diagrams|plain|longer|smaller|bigger|formal|informal)(?: words| sentences| steps| ones)?){END}"),
    (FactKind.GOAL, 0.85, rf"\bi {_SOFT}(?:want|need|would like|'d like|hope|am hoping|plan|am trying|'m trying|have)\s+to (?P<value>(?:be|become|pass|get into|get better|get good|get an? [abc][+-]?|get a good|study|work as|improve|catch up|finish school|finish the course|go to (?:college|university|uni|med|law|high)|learn how to|learn to|win|qualify|apply)\b[^.!?;,:\n()]{{0,60}}?){END}"),
    (FactKind.GOAL, 0.9, rf"\bmy (?:\w+ )?goal (?:here |this year )?is (?:to )?{_V}"),
    (FactKind.INTEREST, 0.85, rf"\bi {_SOFT}(?:like|love|enjoy|adore|'m into|am into|'m a (?:big |huge )?fan of|am a (?:big |huge )?fan of|collect)\s+{_V}"),
    (FactKind.INTEREST, 0.85, rf"\b{_AM} (?:really |so |very )*(?:into|interested in|a (?:big |huge )?fan of|good at|crazy about)\s+{_V}"),
    (FactKind.INTEREST, 0.8, rf"\bi (?P<value>play (?:the )?(?!with|it|this|that|a role|dumb|along)[^.!?;,:\n()]{{3,40}}?){END}"),
    (FactKind.INTEREST, 0.85, rf"\bmy (?P<value>(?:favou?rite (?:sport|team|animal|game|band|music|food|colou?r|subject|book|film|movie|series|hobby|singer|player|thing) is|hobby is|hobbies are) [^.!?;,:\n()]{{2,40}}?){END}"),
    (FactKind.DISLIKE, 0.85, rf"\bi {_SOFT}(?:hate|can't stand|cant stand|cannot stand|don't like|dont like|do not like|dislike|am not a fan of|'m not a fan of)\s+{_V}"),
    (FactKind.HINDERED, 0.85, r"\b(?P<value>(?:the |that |those |these |your |all the )?(?:[a-z-]+ ){0,2}(?:pictures?|hints?|examples?|drawings?|tables?|diagrams?|formulas?|videos?|explanations?|words?|steps?|number lines?) (?:really |just )*(?:did not|didn't|didnt|don't|dont|doesn't|does not|never)(?: really)? help)\b"),
    (FactKind.HINDERED, 0.85, rf"\bi (?P<value>(?:get|got|am always) (?:confused|lost|mixed up) (?:by|when|with)[^.!?;,:\n()]{{2,60}}?){END}"),
    (FactKind.HELPED, 0.85, r"\b(?P<value>(?:the |that |those |these |your )?(?:[a-z-]+ ){0,2}(?:pictures?|hints?|examples?|drawings?|tables?|diagrams?|formulas?|videos?|explanations?|words?|steps?|number lines?|comparison|trick) (?:really |always |usually )*(?:helped|helps|help|made it clear|was helpful|were helpful)(?: me)?)\b(?! (?:us|you))"),
    (FactKind.HELPED, 0.85, rf"\b(?P<value>it (?:really |always )?(?:helped|helps)(?: me)? (?:when|if|to)\b[^.!?;,:\n()]{{2,60}}?){END}"),
    (FactKind.BELIEF, 0.8, rf"\bi (?:always |really |honestly )?(?:thought|believed|was told|learned|learnt)\s+(?:that )?(?P<value>(?:you|we|it's always|it is always|a|an|the|all|every|adding|multiplying|dividing|subtracting|[a-z]+s)\b[^.!?;\n]{{8,80}}?){END}"),
    (FactKind.BELIEF, 0.75, r"\b(?P<value>(?:isn't|isnt|is|aren't|are)\s+(?:an? |the )?[a-z ]{2,30} (?:the same as|always|never|just)\s+[^.!?;,\n]{2,50}?)(?=\s*(?:\?|$))"),
)  # fmt: skip
