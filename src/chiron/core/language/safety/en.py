# ruff: noqa: E501 - patterns are data
"""Safety rules for English, on plain words without apostrophes. Sources: how young people write; see examples.txt."""

from __future__ import annotations

import re

from chiron.core.language.safety.en_ways import ALLOWED, KIN, LESSON, PLAIN, THEMES, WHO
from chiron.core.language.safety.words import Category, Rules, Severity, rules

_ME = r"(?:i|im|ive|id|ill|ima|imma|were|we)"
_HITS = (
    r"(?:hits?|hitting|beats?|beating|slap(?:s|ped|ping)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)|chok(?:es|ed|ing)|"
    r"strangl\w+|burn(?:s|ed|t|ing)|hurts?|hurting|whip(?:s|ped)?|smack(?:s|ed|ing)?|abus(?:es|ed|ing)|molest\w*|"
    r"rap(?:es|ed|ing)|grop(?:es|ed|ing)|assault\w*|spank(?:s|ed|ing)?|shov(?:es|ed)|bites)"
)
_BODY = r"(?:wrists?|arms?|legs?|thighs?|skin|veins?|stomach|throat)"
_MYSELF = r"(?:my ?self|me self|himself|herself|themself|urself|yourself)"
_SO = (
    r"(?: (?:to|2|too|just|really|so|bad|badly|kinda|sometimes|i|could|would|was|were|be|go|all|rn|literally|only|on))*"
)
_ANYMORE = r"(?:any ?more|anymor|no more)"
_MEDS = r"(?:pills?|tablets?|tylenol|paracetamol|meds|medicine|advil|ibuprofen|xanax|aspirin|antidepressants?)"
_DAY = r"(?:days?|weeks?)"
_WANT = r"(?:want|wants|wanted|wanna|wana|wnat|wish|hope|hoping|need|ready|rather|like|tryna|trying|feel like|gonna)"

_SUICIDE = {
    "word": r"\b(?:kms|kys|ctb|unaliv\w*|suicid\w*|sewer ?slide|toaster bath)\b",
    "kill-self": rf"\b(?:ki+l+|kll|killing|kiling|killed|off|offing|end|ending|hang|hanging|hung|shoot|drown|drowning|poison"
    rf"|neck|delete|stab|unalive|yeet|rope) {_MYSELF}",
    "want-die": rf"\b{_WANT}{_SO} (?:die|dead|dying|death|dye tonight|not exist|stop existing|not be alive|stop living)\b",
    "not-live": r"\b(?:dont|do not|doesnt|dnt|not|never) (?:even |really )?(?:want|wanna|wnt)(?: to| 2)? (?:live|be alive|exist"
    rf"|wake up|keep living|go on living|be (?:here|around|on this earth|in this world) (?:{_ANYMORE}))",
    "no-point": r"\b(?:point|reason|sense|purpose) (?:of|in|to|for) (?:living|live|being alive|stay(?:ing)? alive|(?:going|go) on(?! with| to| here| if)"
    r"|(?:my )?life|existing|be alive)\b",
    "end-it": r"(?<!\bin the )\b(?:end|ending|finish) (?:it all|my (?:own )?life|everything|it (?:tonight|today|tomorrow|soon))\b"
    r"|\b(?:want|wanna|wish) (?:it|everything|the pain)(?: all)?(?: to| would)? (?:end|be over|be all over|stop forever)\b"
    r"|\b(?:want|wants|wanna|need|make|wish)\b[^.]{0,10} the pain (?:to )?(?:stop|end|go away)|\bwants? to end it\b(?! (?:here|there|now for today))"
    r"|\bit all to (?:end|stop|be over)|\b(?:tak(?:e|ing)|took) (?:my|his|her) (?:own )?life\b",
    "better-off": r"\bbetter off (?:dead|without me|if i)|\bbetter (?:without me|if i (?:was|were|wasnt|werent|died|disappear))",
    "be-dead": r"\b(?:to|2|b|be) be dead\b|\b(?:happier|easier|better|rather be|wanna b) (?:\w+ ){0,3}dead\b|\bdeath (?:sounds|seems|would be|is) "
    r"(?:nice|better|good|easier|peaceful|the answer)|\blife (?:is not|isnt|is nt|aint) worth\b",
    "no-waking": r"\b(?:wish|hope|want|could|wanna|pray)[^.]{0,30}(?:not|never|didnt|dont|wouldnt|wont) (?:just |ever )?wake up"
    r"|\b(?:sleep|asleep)[^.]{0,12}(?:and|n) (?:never|not|dont) wake up",
    "if-gone": r"\bif i (?:die|died|was dead|were dead|wasnt (?:here|alive|around)|werent (?:here|alive|around)|was gone"
    r"|killed|disappear(?:ed)?|never existed|didnt exist)\b",
    "pills": rf"\bhow (?:many|much) (?:\w+ ){{0,2}}?{_MEDS}[^.]{{0,25}}(?:die|kill|overdose|od|death|lethal|fatal)"
    rf"|\b(?:took|swallowed|taken|taking|take|ate)[^.]{{0,15}}(?:bottle|packs?|packet|box|all|lots|loads|bunch|handful"
    rf"|too many|so many|whole|\d+)[^.]{{0,15}}{_MEDS}|\b{_ME}\b[^.]{{0,25}}\boverdos(?:e|ed|ing)\b",
    "way-to-die": r"\bpain(?:less|ful|lessly) ways? to (?:die|go)|\bways? to (?:die|kill my|end my|end it)|\bpainless death"
    r"|\b(?:would|does|will) it hurt to (?:die|drown|jump|hang|bleed)"
    r"|\bhow (?:do|can|could|would) i (?:just )?(?:die|kill my|hang my|end my life)|\bhow to (?:die|tie a noose|kill my)",
    "jump": rf"\b{_ME}\b[^.]{{0,25}}\bjump(?:ing|ed)? (?:off|from|in ?front|out|in|into)\b[^.]{{0,12}}"
    r"(?:bridge|roof|building|train|window|balcony|cliff|ledge|car|bus|truck|overpass|traffic|river)",
    "goodbye": r"\b(?:goodbye|bye|good bye) (?:forever|world|cruel world|life)\b"
    rf"|\b(?:wont|not gonna|not going to) be (?:around|alive|here) (?:tomorrow|{_ANYMORE}|much longer|for long|next week)",
    "wish-not": r"\bwish i (?:was|were|wasnt|werent|had never been|hadnt been|was never|were never)(?: \w+)? (?:alive|born|dead"
    r"|gone|never born)\b|\bnever been born\b|\bshould(?:nt| not) (?:be alive|exist|have been born)",
    "deserve": r"\b(?:dont|do not) deserve to (?:live|be alive|exist|be here|be loved)|\bdeserve to die\b",
    "self-slang": r"\bcommit (?:die|sudoku|not alive)\b|\blog(?:ging)? (?:off|out) (?:of life|forever)|\bdie in my sleep\b",
    "plan": rf"\b{_ME}\b (?:\w+ ){{0,3}}(?:die|end it|do it) tonight\b|\b(?:bought|got|have) (?:a |the )?(?:rope|noose)\b",
}
_LOW = {
    "hate-life": r"\bhate (?:my life|being alive|living|my ?self)\b",
    "tired-of-life": r"\b(?:tired of|sick of|done with|give up on|giving up on|over) (?:living|life|being alive|existing|my life)\b",
    "cannot-go-on": rf"\b(?:cant|cannot|can not) (?:go on {_ANYMORE}|go on like this|live like this|live {_ANYMORE}|cope {_ANYMORE}"
    rf"|take it {_ANYMORE}|keep living)",
    "kill-me": r"\b(?:please|pls|plz|someone|somebody) (?:just )?kill me\b",
    "mood": r"\b(?:im|am|feel|feeling|been|so|really|very) (?:\w+ )?(?:depress(?:ed|ion)|hopeless|worthless|empty inside)\b"
    r"(?! (?:at|in|with|on)\b)|\bpanic attacks?\b|\bno ?(?:one|body) (?:loves|would miss|will miss) me\b",
    "not-ok": r"\b(?:im|am) (?:really |so )?(?:not ok|not okay|not safe|unsafe|broken inside)\b(?! (?:at|in|with|on)\b)",
}
_SELF_HARM = {
    "hurt-self": r"\b(?:cut|cuts|cutting|cutted|hurt|hurts|hurting|harm|harms|harming|burn|burns|burning|punch|punching|hit|hitting"
    r"|scratch|scratching|bite|biting|injure|injuring|stabbing|slit|choke|choking|bang)(?: \w+)? my ?self\b",
    "body": rf"\b(?:cut|cuts|cutting|slit|slits|slitting|slice|slicing|scratch\w*|burn\w*|scars?|marks)(?: up| on| all over| into)?"
    rf" (?:my|both my) {_BODY}\b",
    "word": r"\bself ?(?:harm|injur)\w*",
    "relapse": r"\b(?:relapsed|(?:started|stop|stopped|keep|addicted to|back to|quit|clean from|want to start) cutting"
    r"(?! (?:the|a|it|this|up|out|off)\b)|urges? to (?:cut|hurt|harm|burn))",
    "blade": rf"\b(?:razor|blade|lighter|scissors)s?\b[^.]{{0,25}}\bmy {_BODY}|\b{_BODY}\b[^.]{{0,12}}\b(?:razor|blade)",
    "relief": r"\bcutting (?:makes|helps|is the|feels|calms)|\b(?:put|putting) out (?:a )?cigarette",
    "no-pain": r"\bcut(?:ting)? (?:to|so i) (?:feel|can feel|cope)",
    "bleed": r"\bmake my ?self bleed|\bwatch my ?self bleed",
}
_ABUSE = {
    "hits-me": rf"\b{WHO}(?: \w+){{0,4}} {_HITS}(?: \w+)? (?:me|us)\b",
    "hits-kin": rf"\b{WHO}(?: \w+){{0,4}} (?:hits?|beats?|hurts?|hitting|beating|hurting|chok\w+|punch\w+|slap\w*)(?: up)?(?: on)?"
    rf" (?:my|our) (?:little |baby |big )?{KIN}\b",
    "touch": rf"\b{WHO}(?: \w+){{0,4}} (?:touch(?:es|ed|ing|s)?|feels?|rubs?|kiss(?:es|ed|ing)?|fondl\w+|grab(?:s|bed|bing)?)"
    r"(?: \w+)? (?:me|my (?:privates?|private parts?|chest|breasts?|boobs?|butt|bum|body|thighs?|down there|legs?))\b",
    "private": r"\b(?:touch\w*|show(?:s|ed|ing)?)(?: \w+){0,2} (?:privates?|private parts?)\b",
    "forces": r"\b(?:made|makes|make|forces?|forced|asked|asks|asking|told|tells|telling|wants?|wanted|tried|tries)(?: \w+){0,2} me\b"
    r"[^.]{0,30}(?:clothes off|my clothes|undress|naked|nudes?|\bsex|touch (?:him|her|it)|keep (?:a|it|this|our) (?:\w+ )?secret"
    r"|keep it (?:a )?secret|pic(?:s|tures?) of my body)",
    "pictures": r"\bnudes?\b|\bnaked (?:pic\w*|photos?|selfies?|videos?)|\b(?:dick|private) ?pics?\b"
    r"|\b(?:pic\w*|photos?|videos?) (?:of me )?(?:naked|without (?:my )?clothes|undressed)",
    "violent": rf"\b{KIN}\b[^.]{{0,20}}\bviolent\b|\b(?:scared|afraid|terrified)\b[^.]{{0,15}}\bwhat (?:my )?(?:{KIN}|he|she|they) (?:will|would|might|is going to) do\b"
    rf"|\bt(?:ie|ies|ied|ying) me (?:up|down|to)\b|\bhappened to me\b[^.]{{0,30}}\b(?:night|dirty|scared|party)",
    "assaulted": r"\b(?:was|been|got|being|get) (?:assaulted|attacked|hit by my|beaten|drugged)\b",
    "assault": r"\b(?:raped?|raping|molest\w*|sexual\w* (?:abuse|assault|harass)\w*|incest)\b",
    "abused": r"\b(?:being|been|was|get|getting|am|im) (?:\w+ )?(?:abused|molested|groomed|trafficked|neglected)\b"
    r"|\b(?:being|been|get|getting) (?:hit|beaten|hurt|slapped)\b[^.]{0,12}(?:at home|by my|at school|every|for)"
    r"|\b(?:domestic|child) (?:violence|abuse)\b|\babus(?:es|ing) (?:me|us|my)\b|\babusive (?:dad|mom|mum|father|mother|home|parent)",
    "night": rf"\b{WHO}(?: \w+){{0,3}} (?:comes?|came|coming|sneaks?|gets?|got) (?:in|into|in to) (?:my|the) (?:bed|room|bedroom)\b"
    r"[^.]{0,25}(?:night|scared|sleep|touch|bed\b)",
    "scared-home": rf"\b(?:scared|afraid|terrified|frightened)(?: \w+){{0,2}} (?:to go (?:back )?home|at home|to be home|of my {KIN})"
    r"|\b(?:dont|do not|never|not) feel safe|\bhome (?:isnt|is not) safe",
    "kept": r"\block(?:s|ed|ing)? me (?:\w+ )?(?:in|out|up)\b|\b(?:dont|doesnt|wont|never|not) (?:let me eat|feed(?:s|ing)? (?:me|us))"
    r"|\b(?:leaves?|left|leaving) (?:me|us) (?:home )?alone for (?:\w+ )?(?:days|weeks)",
    "does-things": rf"\b{WHO}(?: \w+){{0,3}} (?:does|did|do|doing) (?:\w+ )?(?:things?|stuff|something)(?: \w+)? to me\b"
    r"|\b(?:hands?|fingers?) (?:in|down|up|under|on|inside) my (?:pants|shirt|skirt|underwear|trousers|chest|legs?|body)",
    "makes": r"\b(?:makes?|made|forces?|forced) me (?:to )?(?:touch|kiss|have sex|watch (?:porn|him)|do things)"
    r"|\btold me not to tell\b|\bdont tell (?:any ?one|my parents|anybody) (?:what|about)",
    "bruises": rf"\bbruis\w+ (?:from|by|because of|where) (?:my |he |she )?|\b{WHO}(?: \w+){{0,2}} (?:pushed|pushes|threw|shoved|dragged|locked|choked)"
    r" (?:me|us) (?:down|into|against|off|to the|out|across)",
    "fear-home": r"\b(?:dont|do not|cant|never) (?:want to|wanna) go (?:back )?home\b|\b(?:drunk|high) again\b"
    r"|\bhe (?:hits|beats|hurts|chokes|hit|beat) (?:her|my mom|my mum|us)\b",
    "no-food-given": rf"\b(?:they|{KIN}) (?:dont|doesnt|wont|never|stopped) (?:give|giving|gives)(?: \w+)? (?:food|dinner|anything to eat)",
    "online": r"\b(?:wants?|asked|asks) (?:me )?to (?:meet|see) (?:me|him|her)?(?: up)? ?(?:alone|in person|in secret|at (?:his|a) )|\bmeet me alone\b"
    r"|\b(?:turn on|on) my (?:cam|camera|webcam)\b|\basks? me to[^.]{0,25}(?:undress|strip|cam)",
    "throws": rf"\b{WHO}(?: \w+){{0,3}} (?:throws|threw) (?:things|stuff|bottles?|me|plates?)(?: at me| against| down| into)",
}
_THREAT = {
    "threatened": r"\bthreat(?:en|ens|ened|ening|end)(?: me| us)?(?: to| that|ing)? (?:\w+ ){0,3}?(?:kill|hurt|beat|stab|shoot|leak|post"
    r"|share|me|my|us)\b|\b(?:been|being|get|getting) threatened|\bdeath threats?",
    "will-hurt": rf"\b{WHO}(?: \w+){{0,6}} (?:kill|stab|shoot|rape|strangle|beat) me\b|\b(?:gonna|going to|will) jump me\b|\b(?:wants?|trying|tried) to (?:kill|hurt|stab) me\b",
    "beaten-up": r"\bbeat(?:s|ing|en)? (?:me|us) up\b|\b(?:got|get|getting) (?:jumped|beaten up|beat up)\b|\bjumped me\b",
    "bullied": r"\b(?:cyber ?)?bull(?:ied|ying|ies|y)\b(?: \w+)?(?: me\b)?",
    "blackmail": r"\bblack ?mail\w*|\bsextort\w*|\b(?:leak|post|share|send|sharing|posted|leaked)(?: \w+)? my (?:nudes|pics|pictures|photos|private)",
    "danger": r"\b(?:im|i am|we are|we re|were|is|are) in (?:\w+ )?danger\b|\bcall (?:the )?(?:police|cops|911|999|112|ambulance)\b",
    "knows": r"\bknows? where (?:i|we) live\b|\b(?:im|am|was|being|been) (?:being )?(?:followed|stalked|watched|hunted)\b",
    "stalked": rf"\b{WHO}(?: \w+){{0,3}} (?:following|stalking|stalks|followed|chasing|chased) me\b|\bstalk(?:er|ing me)\b",
    "weapon": r"\b(?:has|have|had|holding|with) (?:a |his |her |got a )?(?:gun|weapon)\b|\b(?:gun|knife)[^.]{0,10}(?:to my|at me|my (?:head|neck|throat))"
    r"|\bactive shooter|\bhostage",
    "told-die": r"\b(?:tell(?:s|ing)?|told|says?|said)(?: \w+){0,3} (?:to )?(?:go )?(?:die|kill (?:my|your|ur) ?self|disappear forever)\b",
    "cruelty": r"\bpush\w* me (?:into|down|around|against)|\bcall(?:s|ed|ing)? me (?:\w+ )?(?:names|fat|ugly|slurs?|worthless|a freak)"
    r"|\bmak(?:e|es|ing) fun of me\b|\b(?:laugh\w*|spit\w*) (?:at|on) me (?:every|all|at school|in)|\bwait(?:s|ing)? for me (?:outside|after|at)"
    r"|\b(?:fight|hurt|get) me (?:after|outside|at) school|\b(?:man|guy|someone|stranger|people) (?:is |are )?outside my (?:house|window|door|room)",
    "picked-on": r"\b(?:everyone|everybody|they|kids|people|boys|girls)(?: \w+){0,3} (?:pick(?:s|ing)? on|spit(?:s|ting)? on|torment\w*|harass\w*) me\b",
}
_EATING = {
    "vomit": r"\b(?:throw(?:ing|s)?|threw) up (?:after|on purpose|my (?:food|lunch|dinner)|every(?:thing)? |what i ate|so i (?:dont|wont))"
    r"|\bmak(?:e|ing) my ?self (?:throw ?up|sick|puke|vomit)|\b(?:vomit|puke|puking|vomiting) (?:after (?:\w+ )?(?:meals?|eat\w*|food)|on purpose)",
    "purge": rf"\bhow (?:do|can|to) (?:i )?purge|\b{_ME}\b[^.]{{0,20}}\bpurg(?:e|ed|ing)\b|\bbing(?:e|ing) and\b|\bpurging\b",
    "no-food": rf"\b(?:havent|have not|havnt|didnt|not|stopped|without|no)(?: \w+)? (?:eat|eaten|eating|ate|food)\b[^.]{{0,20}}\b{_DAY}\b"
    r"[^.]{0,25}|\b(?:stopped eating|refuse to eat|scared to eat|afraid to eat|hate eating|not eating)[^.]{0,30}(?:fat|weight|thin|skinny|calor)",
    "scared-food": r"\b(?:scared|afraid|terrified) (?:to eat|of eating|of food)\b|\bcount(?:ing)? every calorie|\b(?:havent|have not|not) eaten (?:\w+ )?since\b",
    "deserve-food": r"\b(?:dont|do not) deserve (?:to eat|food)",
    "little": r"\bonly (?:eat|ate|eaten|had)\b[^.]{0,20}\b(?:this week|a day|in \w+ days|all week|for days)\b|\bi dont eat\b(?! (?:meat|fish|pork|that|this|it|lunch at))"
    r"|\bhate (?:my body|how i look)[^.]{0,25}(?:eat|food|starv)|\blose [^.]{0,20}(?:without eating|not eating|by not eating|starv)",
    "starve": r"\bstarv(?:e|es|ing|ed) my ?self",
    "word": r"\banorex\w+|\bbulimi\w+|\bpro ?ana\b|\bthinspo\w*|\beating disorder|\blaxatives?\b",
    "fat": r"\b(?:im|feel|am|look) (?:so |too |really |such a )?(?:fat|disgusting)\b[^.]{0,30}(?:eat|food|starv|skip|deserve)",
}
_RUNAWAY = {
    "run-away": rf"\b(?:{_ME}|want|wanna|gonna|going|plan(?:ning)?|thinking)\b[^.]{{0,25}}\b(?:run|running|ran|runing) ?away\b",
    "leave": r"\b(?:want|wanna|gonna|going|plan(?:ning)?|have|need|running|about)\b[^.]{0,15}\b(?:leave|leaving|escape|escaping|get away) (?:from )?"
    r"(?:home|my (?:house|home|family|parents))(?: forever| tonight| for good)?\b(?! at \d)",
    "thrown-out": r"\b(?:kick(?:ed|ing|s)?|threw|throw|throwing|thrown) me out\b|\bkicked out of (?:my|the) (?:house|home)\b",
    "packed": r"\bpacked my (?:bag|bags|stuff|things)\b|\bleaving home\b(?! at \d)[^.]{0,12}(?:tonight|forever|tomorrow|now|soon|for good)"
    r"|\bsleep(?:ing)? (?:at|in|on) (?:the|a) (?:bus|train|park|station|street|bench|car|subway)",
    "cannot-stay": r"\bcant (?:live|stay|be) (?:at|in|with) (?:home|my (?:house|family|parents|mom|mum|dad)|this house)\b",
    "homeless": r"\bnowhere (?:to|2) (?:sleep|go home|stay|live)|\b(?:im|am|were|are) homeless|\bsleep(?:ing)? (?:rough|on the streets?)",
}
_HARM_OTHERS = {
    "urge": r"\bfeel like (?:hurting|killing|stabbing|shooting|murdering)\b",
    "harm": rf"\b(?:want|wanna|gonna|going|will|ill|plan(?:ning)?|swear|might)\b(?: \w+){{0,4}} (?:kill|stab|shoot|murder|strangle|poison)"
    rf" (?:him|her|every ?one|every ?body|people|some ?one|my (?:\w+ )?(?:{KIN}|class|classmates?|friend|school))\b",
    "all": r"\b(?:want|wanna|gonna|going to|will|ill) (?:\w+ )?(?:kill|murder|shoot) them(?: all)?(?: at school)?$|\bkill them all\b"
    r"|\b(?:want|wanna|gonna|going) (?:to )?hurt (?:people|every ?one|some ?one|kids|him|her|them|my class\w*)",
    "school": r"\b(?:bring|bringing|take|taking|carry\w*|brought)(?: \w+){0,3} (?:gun|knife|weapon|bomb)(?: \w+){0,2} (?:school|class)"
    r"|\bshoot(?:ing)? up\b(?! (?:in (?:the )?(?:light|sun|spring|summer|price|value|height)|each|every|towards?|from the (?:ground|soil))\b)|\bschool shoot\w*|\bblow(?:ing)? up (?:the |my |our )?school|\b(?:make|build) a (?:pipe ?)?bomb",
}

_THEMES_URGENT = {
    "death": r"\b(?:die|dying|dieing|dead|death|suicide|my funeral|my grave|in heaven|ending things|end things)\b",
    "alive": r"\b(?:not|never|still|even|be|being|stay|staying|wasnt|dont) (?:\w+ )?alive\b",
    "farewell": r"\b(?:letters?|notes?)\b[^.]{0,30}\b(?:when|after|once) im gone\b|\bwhen im (?:gone|dead)\b",
    "disappear": r"\b(?:disappear|dissapear|vanish|cease to exist|not exist)\b",
    "accident": r"\b(?:wish|hope|want|pray)\b[^.]{0,20}\b(?:get|got|gets|would|to be|be) (?:hit by|run over|shot|killed|murdered|cancer)",
    "farewell-said": r"\btell (?:my )?(?:mom|mum|dad|family|parents|friends|them|her|him) (?:that )?i (?:love|loved|am sorry|m sorry)"
    r"|\bg[ai]v(?:e|ing) away (?:all )?my\b|\b(?:wont) need (?:it|them|my things) any ?more\b",
    "no-later": r"\b(?:wont|dont think ill|not gonna|never gonna|never going to|dont think i will|cant see myself) (?:\w+ )?(?:make it to|see my|be alive|live (?:to|past)|reach|turn) ?"
    r"(?:\d+|next|my|birthday|graduat\w+|adult)?",
    "vehicle": r"\b(?:car|truck|bus|train|lorry)\b[^.]{0,15}\b(?:hit me|run me over|kill me)|\bdriv(?:e|ing) into (?:a |the )?(?:tree|wall|river|lake|traffic|truck)"
    r"|\b(?:walk|step|run) (?:into|in front of) (?:the |a )?(?:traffic|train|car|road)",
    "edge": r"\b(?:on|at|from|off|to) the (?:roof|ledge|edge of the (?:roof|bridge)|bridge|rooftop|tracks|balcony)\b(?! (?:one|problem|exercise))",
    "asleep": r"\b(?:sleep|asleep|close my eyes)\b[^.]{0,10}\bforever\b|\bnot? wake up\b",
    "means": r"\b(?:swallow(?:ing|ed)?|hoard\w*|sav(?:e|ing) up|stash\w*)\b[^.]{0,20}\b(?:pills?|tablets|meds|bleach)|\bnoose\b|\b(?:pills|rope|blade|knife)\b[^.]{0,30}\b(?:drawer|ready|thinking|hidden|hid|tonight|use it)|\balmost did it\b|\bready to go\b[^.]{0,8}\bheaven|\bdrink(?:ing)? bleach\b"
    r"|\bdrown(?:ing|ed)?\b|\bend (?:her|his|their) (?:own )?life\b",
    "unmissed": r"\b(?:no ?(?:one|body)|would any\w*) (?:would |will |even )*(?:notice|care|miss)\b",
    "unexist": r"\b(?:didnt|not|never|stop(?:ped)?|dont|doesnt) exist\w*\b",
    "if-jump": r"\bif i (?:jump|jumped|hang|hanged|drown|drowned|bleed|bled)\b",
}
_THEMES_LOW = {
    "life": r"\blife\b[^.]{0,20}\b(?:not worth|isnt worth|worthless|meaningless|pointless|over|ruined|nothing|no meaning|hurts)\b"
    r"|\b(?:no|ruined|hate|worthless|meaningless|pointless|end) (?:my |this )?life\b",
    "future": r"\b(?:no|dont see a|dont see any|dont have a|not have a|without a) future\b",
    "burden": r"\b(?:a |such a )burden\b|\bno ?(?:one|body) (?:wants|needs|likes|cares about) me\b|\bnothing matters\b",
    "happy": r"\b(?:never|not) (?:going to |gonna |ever )*be happy\b|\bfeel dirty\b|\bdeserve (?:to hurt|pain|this pain|to suffer|to be hurt|to be punished)\b",
    "alone": r"\b(?:so|completely|totally|really) (?:alone|lonely)\b|\bcry(?:ing)? (?:my ?self to sleep|every (?:night|day))\b",
}
_THEMES_HARM = {
    "marks": r"\b(?:scars?|bruis\w+|carv(?:e|ed|ing)|slit\w*|razors?)\b",
    "blood": r"\bblood\b[^.]{0,15}\b(?:arms?|legs?|wrists?|everywhere|my)\b|\b(?:feel|need) (?:the )?pain\b|\bso i cut\b",
    "urge": r"\b(?:want|need|wanna|have) (?:to )?cut(?: so| again| really| right now| bad\w*| myself|$)|\bclean from\b|\bsh\b"
    r"|\b(?:till|until|so) (?:it|i|they) bleeds?\b|\bnails into my\b|\bmake it bleed\b|\bhow deep\b[^.]{0,10}\bcut\b|\bpull(?:ing)? my hair out\b",
    "head": r"\b(?:bang\w*|hit|hitting|smash\w*) my (?:head|fist|hand)s?\b[^.]{0,12}\b(?:wall|door|floor|till|until|desk)",
}
_THEMES_ABUSE = {
    "injury": rf"\b(?:broke|twisted|burned|burnt|choked|cut|bruised) my (?:arm|nose|leg|finger|ribs?|wrist|hand|neck|jaw|tooth)\b[^.]{{0,40}}\b(?:say|said|told|lie|fell|angry)"
    rf"|\b{KIN}\b[^.]{{0,15}}\b(?:broke|twisted|burned|burnt|choked) my (?:\w+ )?(?:arm|nose|leg|fingers?|ribs?|wrist|hand|neck|jaw|tooth|teeth|skin|face)\b",
    "bed": r"\b(?:in|into|on|under) my (?:bed|blanket|covers)\b[^.]{0,20}$|\bcomes? (?:in|into) my (?:bed|room)",
    "secret": r"\b(?:not allowed to|cant|mustnt|must not|told me not to|said not to|scared to|promise\w* not to|made me promise)\b[^.]{0,20}\btell\b(?! the difference| if| which| what to)"
    r"|\bour (?:little )?secret\b|\bsecret\b[^.]{0,25}\b(?:touch|uncle|coach|teacher|dad|stepdad|he|man)",
    "online": r"\b(?:sends?|sent|sending|texts?|messages?) me (?:\w+ )?(?:weird|gross|sexy?|sexual|creepy|inappropriate|private|dirty)|\bcreepy (?:guy|man|messages)"
    r"|\bforces? (?:himself|herself|themsel\w+)|\bolder (?:man|guy|boyfriend)|\bpics? of (?:me|my body)\b|\bmy private",
    "hiding": r"\b(?:hid|hide|hiding)\b[^.]{0,25}\b(?:from (?:him|her|them|my)|closet|wardrobe|bathroom|under|he|she|dad|find me)|\bcant find me\b"
    r"|\b(?:someone|somebody|man|stranger|people) (?:\w+ )?(?:in|inside|breaking into) (?:my|the|our) house\b",
    "hunger": r"\b(?:havent had|no|never any|not enough|without) food\b|\bhungry at home\b|\b(?:nobody|no one) feeds me\b",
    "hurting": r"\b(?:hurting|hurts|hurt|beating|hitting|touching) me\b",
    "marks": r"\b(?:belt|cigarettes?|cable|whip|slipper|chancla)\b",
}
_THEMES_THREAT = {
    "mocked": r"\b(?:laugh\w*|throw\w*|yell\w*|scream\w*|pick\w*|gang\w*|spit\w*|stare\w*)\b[^.]{0,20}\b(?:at|on|up on) me\b|\btake my (?:money|lunch)\b|\bpunch me\b",
    "weapon": r"\b(?:gun|guns|stab\w*|knife to)\b|\bscared (?:for my life|to go to school|of him|of them|of her)\b",
    "home": r"\b(?:leave home|left home|never going (?:back )?home|not going (?:back )?home|cant go (?:back )?home|going back home)\b",
    "police": r"\b(?:police|ambulance|social worker|childline|helpline|hotline|crisis line)\b",
}
_THEMES_EATING = {
    "body": r"\bweigh (?:only |just )?\d+\b[^.]{0,20}\b(?:fat|still|too)\b|\b(?:fingers?|toothbrush) down my throat\b|\bhid(?:e|ing) (?:my )?food\b"
    r"|\bguilty\b[^.]{0,20}\b(?:eat|ate|eating|food)\b|\bfeel(?:ing)? (?:so |too )?fat\b|\bskip(?:ping|ped)? (?:all )?meals\b|\bdont want to eat\b|\bscared of food\b",
}
_LESSON = (
    r"\b(?:cells?|plants?|bacteri\w+|virus\w*|animals?|organisms?|organelles?|nucleus|membranes?|tissues?|leaf|leaves|species"
    r"|questions?|answers?|fractions?|numbers?|equations?|algebra|maths?|graphs?|population|insects?|fish|dinosaurs?"
    r"|battery|phone|laptop|wifi|game|games|level|minecraft|roblox|fortnite|character|movie|film|book|novel|play|poem|king"
    r"|queen|war|romans?|jokes?|laughing|lol|lmao|haha\w*|rofl|funny|boredom|bored|test|exam|homework|dog|cat|hamster|goldfish"
    r"|paper ?cut|knee|football|soccer|vessels?|sugar|pressure|enzymes?|x|y|term|letter|molecules?|atoms?|yeast|fung\w+|mitochondri\w+)\b"
    r"|^im (?:so )?dead$|^(?:omg )?i(?:m)? (?:died|dying)$"
)

_ALLOWED = (
    r"\b(?:program\w* )?cell(?:s|ular)? (?:death|suicide)\b|\bsuicide (?:gene|genes|bags?|squad)\b|\bsuicidal bags?\b",
    r"\b(?:die|dying|died|dead)(?: \w+)? (?:laughing|of laughter|of (?:boredom|embarrass\w*|cringe|heat|thirst|hunger|shame))\b",
    r"\bdie inside\b|\bdying to (?:know|see|try|find)\b|\bdie (?:hard|cut|roll|rolls|shows|lands)\b|\b(?:a|the|one|fair|six sided) die\b",
    r"\b(?:mum|mom|dad|parents?|teacher|sister|brother|coach|she|he|they|miss|sir|mother|father)(?: \w+)? "
    r"(?:gonna|going to|will|would|gunna|gon) kill me (?:if|when|for|because|bc|over|lol|haha)\b(?! i (?:tell|say|leave|scream|talk))",
    r"\b(?:is|are|was|r|be|been) (?:literally |actually |slowly |totally )?killing me\b|\bkills me\b",
    r"\bbeats? me (?:at|in|by|to|every (?:game|time))\b(?! home)|\bhit me (?:up|with)\b(?= (?:the|another|a|it|one|more|next|your|lol|up)|$)",
    r"\b(?:hurt|cut|burn(?:ed|t)?|hit) my ?self (?:playing|shaving|cooking|peeling|while|in (?:pe|gym)|at (?:football|soccer|pe|gym|practice))",
    r"\brun(?:ning)? away from (?:this|these|fractions?|math\w*|algebra|the|it|you|zero|all this|homework)\b(?! house| home)",
    r"\bkick(?:ed|s)? me out of (?:the |this |my |your )?(?:game|zoom|call|chat|meeting|app|server|group|session|lesson|web\w*|site|class|room|course|page)\b",
    r"\boverdos(?:e|ed|ing) (?:of|on) (?:homework|maths?|algebra|work|fractions|sugar|coffee|biology)",
    r"\bpoint (?:of|in) life cycles?|\blife cycles?\b|\bhalf ?life\b|\b(?:real|shelf|daily) life\b|\blife (?:on earth|span|science)",
    r"\b(?:shoot|kill|stab) (?:him|her|them) an? (?:email|message|text)",
    r"\b(?:i|id) (?:(?:could|would) )?rather (?:die|be dead) than (?:do|solve|learn|study)\b",
    r"\bhow (?:can|do) i stop dying in (?:this|the) game",
)

ENGLISH = Rules(
    "en",
    (
        *rules(Category.SUICIDE, Severity.URGENT, _SUICIDE),
        *rules(Category.SELF_HARM, Severity.URGENT, _SELF_HARM),
        *rules(Category.ABUSE, Severity.URGENT, _ABUSE),
        *rules(Category.HARM_OTHERS, Severity.URGENT, _HARM_OTHERS),
        *rules(Category.THREAT, Severity.URGENT, _THREAT),
        *rules(Category.RUNAWAY, Severity.URGENT, _RUNAWAY),
        *rules(Category.EATING, Severity.CONCERN, _EATING),
        *PLAIN,
        *rules(Category.DESPAIR, Severity.CONCERN, _LOW),
    ),
    tuple(re.compile(pattern) for pattern in (*_ALLOWED, *ALLOWED)),
    (
        ("killmyself", "kill myself"), ("killmyslef", "kill myself"), ("wanttodie", "want to die"), ("wannadie", "wanna die"),
        ("endmylife", "end my life"), ("suicide", "suicide"), ("suicidal", "suicidal"), ("unalive", "unalive"),
        ("cutmyself", "cut myself"), ("hurtmyself", "hurt myself"), ("selfharm", "self harm"), ("hatemylife", "hate my life"),
        ("iwasraped", "i was raped"), ("hitsme", "he hits me"), ("kms", "kms"), ("kys", "kys"),
    ),
    ("suicide", "suicidal", "myself", "unalive", "anorexia", "anorexic", "bulimia", "bulimic", "bullied", "bullying",
     "threatened", "overdose", "molested"),
    ("kill", "killing", "suicide", "die", "dead", "rape", "raped", "cutting", "nudes", "sex"),
    (
        *rules(Category.SUICIDE, Severity.URGENT, _THEMES_URGENT),
        *rules(Category.DESPAIR, Severity.CONCERN, _THEMES_LOW),
        *rules(Category.SELF_HARM, Severity.URGENT, _THEMES_HARM),
        *rules(Category.ABUSE, Severity.URGENT, _THEMES_ABUSE),
        *rules(Category.THREAT, Severity.URGENT, _THEMES_THREAT),
        *rules(Category.EATING, Severity.CONCERN, _THEMES_EATING),
        *THEMES,
    ),
    re.compile(r"\b(?:i|im|id|ive|ill|imma|me|my|myself|mine|dad|daddy|mum|mummy|mom|mommy|papa|mama)\b"),
    re.compile(_LESSON + LESSON),
)  # fmt: skip
