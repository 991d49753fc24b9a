# ruff: noqa: E501 - patterns are data
"""English, as learners type it. Patterns are tried on folded text: lower case, no accents, straight quotes."""

from __future__ import annotations

import re

from chiron.core.language.rules.shape import Intent, Language, cues

# Possessive (*+, ++): "1/1/1" or "7 = 7 =" could else be cut up in more ways than there is time to try.
_NUM = r"[-+−]?\s*+(?:\d++(?:[.,/]\d++)*+(?:[a-z]{1,2}(?:\^\d)?\b)?(?![a-z])|[a-z]\b|\$[^$]+\$)"
_VALUE = rf"(?P<about>{_NUM}(?:\s*+[-+*/^=]\s*+{_NUM})*+(?:\s*(?:%|cm|mm|km|m|kg|g|l|ml|degrees|°|percent))?)"
_TERM = r"(?P<about>[^?!.]{1,80}?)"
_PLS = r"(?: (?:pls|plz|please|now|for me|then|again|lol))*[\s?!.]*$"
_ANS = r"(?:answers?|anser|answr|anwser|awnser|ans|solution|solutions)"

ENGLISH = Language(
    "en",
    cues(
        {
            Intent.SOLUTION: (
                (0.95, rf"\b(?:just |pls |please |can you |could you |wanna |)(?:tell|give|show|gimme|send|say|reveal|spill)(?: me| us)?(?: just| only)? (?:the|teh|da|your|its|this)?(?: \w+){{0,2}} ?{_ANS}\b"),
                (0.9, rf"\b(?:what'?s|whats|wats|wat is|wut is|what is|what's|what r|what are) (?:the|teh|da) (?:right |correct |final |actual )?{_ANS}\b"),
                (0.9, r"\b(?:solve|do|finish|complete|answer) (?:it|this|that|the (?:question|problem|exercise|rest)|my (?:homework|hw|work)|everything)(?: one)? for me\b|\bdo it 4 me\b"),
                (0.85, rf"\b(?:i want|need|want) (?:the|teh) {_ANS}\b|\bjust (?:tell|give) (?:it to )?me\b|^(?:the )?{_ANS}(?: pls| plz| please)?[?!. ]*$"),
                (0.85, r"\bshow (?:me )?(?:the |a )?(?:full |whole |worked |complete )*(?:solution|working)\b|\bhow do you do the whole thing\b"),
                (0.8, r"\b(?:ignore|forget|disregard)\b.{0,40}\b(?:rules|instructions|prompt)\b|\bpretend (?:you|ur|to be)\b.{0,60}\banswer|\bmy teacher (?:said|says)\b.{0,40}\b(?:answer|tell me)"),
                (0.8, r"\bis it (?:option |number )?[a-e]\b.{0,12}\bor\b.{0,12}\b[a-e]\b[?]"),
            ),
            Intent.MEANING: (
                (0.9, rf"\b(?:what|wat|wut|wot|whta)(?: does| dose| do| dos)?(?: the)?(?: word| term| symbol)? ['\"]?{_TERM}['\"]? (?:mean|means|meen|maen|stand for|stands for)\b"),
                (0.9, rf"\b(?:meaning|definition|def) (?:of|for) (?:the |an? )?(?:word |term )?['\"]?{_TERM}['\"]?{_PLS}"),
                (0.9, rf"^(?:can you |could you |please |pls )*(?:define|explain the (?:word|term)) (?:the |an? )?['\"]?{_TERM}['\"]?{_PLS}"),
                (0.85, rf"\b(?:don'?t|dont|do not|didn'?t) (?:know|understand|get) (?:what )?(?:the )?(?:word|term) ['\"]?{_TERM}['\"]?(?: means| is)?{_PLS}"),
                (0.8, rf"\b(?:don'?t|dont|do not) (?:know|understand|get) what (?:an? |the )?{_TERM} (?:is|are|means?){_PLS}"),
                (0.62, rf"^(?:so |um |ok |and |but |wait )*(?:what'?s|whats|wats|wat is|wut is|what is|what are|what r|wat r) (?:an? |the |this )?['\"]?{_TERM}['\"]?{_PLS}"),
                (0.7, rf"^(?:what|wat) (?:is |are )?(?:meant )?by ['\"]?{_TERM}['\"]?{_PLS}"),
            ),
            Intent.HINT: (
                (0.95, r"(?<!no )\b(?:hint|hints|hnt|hintt|hitn|clue|clues|tip|nudge)\b"),
                (0.85, r"\b(?:give|need|want|can i (?:get|have)|get|some|any|little|bit of|a bit)(?: me)?(?: a| some| a little| a bit of| more| another| sum)* (?:help|halp|hlep|hepl|hlp)\b"),
                (0.8, r"^(?:pls |plz |please |can (?:you|u) |could you |will you |ok |um |i'?m stuck )*(?:help|halp|hlep|hepl|hlp)(?: me)?(?: out)?(?: with (?:this|it|that)(?: one)?)?(?: pls| plz| please)*[?!. ]*$"),
                (0.85, r"\b(?:what|wat|whats|what's)(?: do| should| shall| am| can)?(?: i| we)?(?: supposed to)? (?:do )?(?:first|next|now)\b|\b(?:next step|first step)\b|\bwhere do i (?:start|begin)\b|\bhow (?:do|should|can|would) (?:i|you|u|we) (?:start|begin|do (?:this|it|that)|solve (?:this|it|that)|work (?:this|it) out|go on)\b"),
                (0.75, r"^(?:how|how to)(?: (?:do|solve) (?:it|this|that))?[?!. ]*$|\bpoint me in\b|\bam i (?:on the right|close)\b"),
            ),
            Intent.WHY: (
                (0.9, r"^(?:but |and |so |ok |wait |um )*(?:why|y|wy|how come|hwy)[?!. ]*$|^(?:but |and |so |ok |wait )*(?:why|how come|y) (?:is|was|isn'?t|did|do|does|can'?t|cant|not|would|should|are|the|that|it|we|i|you|u|must|have)\b(?P<about>.*)$"),
                (0.8, r"\bwhy\b(?P<about>.*)$"),
                (0.8, r"\bwhat(?:'s| is| was)? (?:did i do )?wrong(?: with| about)?\b(?P<about>.*)$|\bwhat did i do wrong\b|\bwhere did i go wrong\b|\bwhat(?:'s| is) my mistake\b"),
                (0.7, r"\b(?:what|whats|what's) the reason\b|\bfor what reason\b|\bexplain why\b"),
            ),
            Intent.UPSET: (
                (0.85, r"\b(?:i )?(?:hate|despise|can'?t stand) (?:this|it|that|math|maths|fractions?|algebra|school|you|u|biology|science|everything|learning|word problems?|cells?|\w+ so much)\b|\bthis (?:sucks|is (?:so )?(?:stupid|dumb|unfair|annoying|awful|horrible|rubbish|torture|boring|pointless|useless|killing me|trash))\b"),
                (0.85, r"\b(?:i'?m|im|i am|i feel|feel|feeling) (?:so |really |very |just |too |kinda |getting |such a(?:n)? )*(?:sad|mad|angry|frustrated|upset|annoyed|stupid|dumb|stressed|anxious|worried|nervous|tired|exhausted|bored|scared|ashamed|embarrassed|overwhelmed|idiot|failure|bad at|useless|rubbish at|crying|done|fed up|dying|like crying)\b"),
                (0.85, r"\b(?:i'?ll never|i will never|never going to|never gonna|i always|i keep) (?:get|understand|be good|learn|fail|mess|getting|messing|failing)|\bi'?m (?:gonna|going to) (?:fail|cry)\b|\bi (?:wanna|want to) (?:cry|quit|scream)\b"),
                (0.8, r"\b(?:too|so) (?:hard|difficult|confusing|much) (?:for me)?|\bthis is (?:too |so |really |very )?(?:hard|difficult|impossible|confusing)\b|\b(?:ugh+|argh+|aargh+|grr+|ffs|wtf|fml|omfg)\b|:\(|😭|😢|😡|😤|☹|😞"),
                (0.8, r"\b(?:i )?(?:give up|giving up|quit|can'?t do (?:this|it|anything)(?: any ?more)?|cant do (?:this|it)|am not smart|not smart enough|am bad at)\b"),
                (0.75, r"\b(?:shut up|you(?:'re| are| r)? (?:stupid|dumb|useless|annoying|mean)|u suck|you suck|stupid (?:bot|robot|computer|tutor|app))\b"),
                (0.75, r"\b(?:is|are) (?:literally |actually )?killing me\b|\b(?:need|want|take|have) a (?:break|rest|pause)\b|\bmy (?:head|brain) hurts\b"),
            ),
            Intent.STUCK: (
                (0.9, r"\b(?:i'?m|im|am|i am|still|totally|so|really) (?:so |really |totally |completely )?(?:stuck|lost|confused|stuk|stcuk|confuzed)\b|^(?:stuck|lost|confused|stuk)[?!. ]*$"),
                (0.85, r"\b(?:don'?t|dont|do not|didn'?t|didnt|can'?t|cant|doesn'?t|dnt|don t|not) (?:really |even |still |rlly )*(?:get|understand|undrstand|understnad|know|see|follow|kno|no) (?:it|this|that|any(?:thing)?|any of (?:it|this)|how|what to|what i|where|wat|the (?:question|problem|step|task)|what you)\b"),
                (0.85, r"^(?:i )?(?:don'?t|dont|dnt|do not) (?:know|get it|understand|kno|no|get|undrstand)[?!. ]*$|\b(?:idk|dunno|idek|no (?:idea|clue)|not sure|i'?m not sure|beats me|huh|wat\?|what\?\?|makes? no sense|doesn'?t make (?:any )?sense)\b|^(?:what|wat|huh|eh|hm+|hmm+|um+|uh+)[?!.]*$|^\?+$"),
                (0.72, r"\b(?:don'?t|dont|dnt|do not|didn'?t) (?:really |even |still )*(?:understand|get|undrstand|understnad)\b"),
            ),
            Intent.ANSWER: (
                (0.9, rf"^(?:um |so |ok |i think |i got |i get |i say |maybe |then |and )*(?:is it|is that|is the answer|would it be|could it be|it'?s|its|it is|is|it must be|i think|i got|i get|answer is|the answer is|my answer is|would be)? ?(?:it is |it'?s |its |like |equal to |= ?)?{_VALUE}[\s?!.]*$"),
                (0.91, rf"^(?:so |then |ok |i think |i got )*(?:[a-z]|the answer) ?(?:=|is|equals) ?{_VALUE}[\s?!.]*$"),
                (0.8, r"^(?:um |so |ok |well |maybe )*(?:is it|is that|is the answer|it'?s|its|it is|i think (?:it'?s|its|it is|that)|i got|i (?:choose|pick|say|chose)|my (?:answer|guess) is|the answer is|i'?d say|could it be|would it be|i think (?=the |a |an )) ?(?P<about>[^?!.]{1,60})[\s?!.]*$"),
                (0.85, r"^(?:option|number|letter|choice|answer)? ?\(?(?P<about>[a-f])\)?[?!. ]*$"),
                (0.75, r"^(?:did i get it|is (?:this|that|it|mine) (?:right|correct|good|ok)|am i right|right|correct)[?!. ]*$"),
            ),
            Intent.THANKS: (
                (0.9, r"\b(?:thanks|thank you|thank u|thx|tysm|ty|thnx|thnks|cheers|tanks|thankyou)\b"),
                (0.7, r"^(?:ok|okay|k|kk|okey|got it|i get it now|ah+|oh+|oh i see|i see|cool|nice|great|awesome|yay|makes sense|understood|perfect|good|yes|yep|yeah|sure|alright)(?: (?:ok|now|thanks|cool|i see|i get it|got it|makes sense))*[!. ]*$"),
            ),
            Intent.GREETING: (
                (0.9, r"^(?:hi+|hello+|hey+|heya|hiya|hallo|helo|yo|sup|good (?:morning|afternoon|evening)|hi there|hey there|howdy|wassup|what'?s up|whats up|whatsup)(?: (?:there|tutor|chiron|again|everyone|teacher|bot|buddy|man|how are (?:you|u)|how r u))*[\s?!.,👋]*$"),
                (0.8, r"^(?:bye|goodbye|see (?:you|u|ya)(?: later| tomorrow)?|good night|cya|gn)[\s!.]*$|^how (?:are|r) (?:you|u)(?: doing| today)?[?!. ]*$"),
            ),
            Intent.OFF_TASK: (
                (0.85, r"\b(?:minecraft|roblox|fortnite|tiktok|youtube|netflix|instagram|snapchat|pokemon|football (?:match|game|score)|messi|ronaldo|taylor swift|skibidi|among us|your favou?rite|favou?rite (?:colou?r|food|song|movie|animal|game)|girlfriend|boyfriend|pizza tonight)\b"),
                (0.85, r"\b(?:are (?:you|u) (?:real|a (?:robot|human|person|bot)|human|chatgpt|alive|an ai|ai)|who (?:made|are|created|built) (?:you|u)|what(?:'s| is) your name|how old are (?:you|u)|do (?:you|u) (?:like|love|have|sleep|eat|play)|where (?:do (?:you|u) live|are (?:you|u) from)|tell me (?:a (?:joke|story|secret)|something funny|about yourself)|sing|write (?:me )?(?:a|an|my) (?:poem|song|essay|story|rap))\b"),
                (0.8, r"\bwhat(?:'s| is) the (?:weather|time|date)\b|\bwho won\b|\bwhat'?s for (?:lunch|dinner)\b|\bwanna (?:play|chat|hang)\b|\blet'?s (?:play|talk about)\b|\bcan we (?:play|talk about|watch)\b|\bi (?:like|love) (?:turtles|pizza|dogs|cats|games|football)\b"),
                (0.6, r"^(?:lol+|lmao+|haha+(?:ha)*|hehe+|xd+|bruh+|bro|poop|fart|67|six seven|asdf\w*|qwerty\w*|test(?:ing)?|blah(?: blah)*|rofl)[\s!.]*$"),
            ),
        }
    ),
    re.compile(r"\b(?:please|pls|plz|can you|could you|would you|tell me(?: about)?|i want to know|i wonder|explain(?: to me)?|do you know|um|so|ok|hey|hi|hello)\b"),
    re.compile(r"^(?:so |and |but |ok |um |then |wait |hey |hi )*(?:what|wat|wut|which|who|where|when|how|is|are|do|does|did|can|could|would|will|should|why|tell me|explain|describe)\b"),
)  # fmt: skip
