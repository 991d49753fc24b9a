# ruff: noqa: E501 - patterns are data
"""Roundabout ways of speaking of distress in English, by what they are about rather than by a word that gives them away.

Patterns as in :mod:`en`: plain words, no apostrophes, ``[^.]`` stays within a sentence. ``PLAIN`` stop wherever they
stand; ``THEMES`` only in a sentence with the speaker and without a word of the lesson.
"""

from __future__ import annotations

from chiron.core.language.safety.words import Category, Severity, rules

KIN = (
    r"(?:dad|daddy|father|mom|mum|mommy|mummy|mam|mother|papa|mama|step ?(?:dad|mom|mum|father|mother|brother)|uncle|"
    r"aunt|auntie|aunty|grand ?(?:pa|dad|father|ma|mother)|gran|nan|parents?|foster \w+|brother|sister|cousin|"
    r"boyfriend|bf|girlfriend|gf|ex|coach|teacher|tutor|priest|pastor|babysitter|neighbou?r|carer|guardian|family)"
)
WHO = rf"(?:{KIN}|he|she|they|someone|somebody|man|guy|boy|girl|kid|kids|adult|people|stranger|boys|girls|classmates?)"
_ONE = r"(?:my ?self|him ?self|her ?self|themsel\w+|your ?self|ur ?self)"
_FRIEND = r"(?:friends?|bestie|bff|mate|classmate|roommate|crush|partner|someone i know|girl|boy|kid)"
_PILLS = r"(?:pills?|tablets?|meds|medicines?|medications?|painkillers?|tylenol|paracetamol|advil|ibuprofen|xanax|aspirin|antidepressants?|capsules)"
_LIMB = r"(?:arms?|wrists?|legs?|thighs?|hips?|stomach|tummy|ankles?|neck|skin|hands?)"
_PLACE = r"(?:bridge|roof|rooftop|balcony|ledge|cliff|window|building|tracks|platform|overpass|railing)"
_ONLINE = r"(?:online|internet|discord|snap\w*|insta\w*|roblox|tik ?tok|whats ?app|telegram|kik|chat|dms?)"
_SEE = r"(?:sees?|saw|seen|knows?|notices?|noticed|finds? out|tell|can tell)"

_SUICIDE = {
    "self-ing": rf"\b(?:yeet\w*|rop(?:e|ing)|off(?:ing|ed)|hang(?:ing|ed)?|hung|drown(?:ing|ed)?|shoot(?:ing)?|stab(?:bing|bed)?|poison(?:ing|ed)?|suffocat\w+|electrocut\w+|unaliv\w+) {_ONE}\b(?! in the foot)|\b(?:throw(?:ing)?|threw|jump(?:ing)?|get(?:ting)? rid of|finish(?:ing)?|end(?:ing)?|delet\w+) my ?self\b",
    "code": r"\b(?:gonna|going to|wanna|want to|tryna|ready to|will|should|might|time to|about to) (?:just )?(?:rope|ctb|an hero|off it|game end|check out of life|log off forever)\b"
    r"|\b(?:game|self) ?end(?:ed|ing)? (?:my ?self|it)\b|\bforever box\b|\bgo 6 (?:feet|ft)\b|\b(?:six|6) (?:feet|ft) (?:under|deep)\b|\bgrippy socks\b|\bmeet (?:god|jesus|my maker) (?:early|soon|tonight)",
    "not-here": r"\b(?:how|ways?|want|wanna|rather|wish|easier|better) (?:\w+ ){0,2}(?:not|stop|no longer) (?:be|being|been|to be) (?:here|around|alive|on (?:this|the) (?:earth|planet)|in this world)\b|\b(?:dont|do not) (?:want to |wanna )?be (?:here|around) (?:any ?more|no more)\b",
    "thoughts": r"\b(?:think\w*|thought\w*|dream\w*|fantasi\w+|imagin\w+|obsess\w+|google\w*|search\w*|looking up|looked up|research\w*)(?: \w+){0,4} (?:of|about|abt|for|up|how it is)? ?"
    r"(?:\w+ )?(?:dying|being dead|my (?:own )?death|my funeral|not existing|not being here|ending (?:it all|things|everything|my)|jumping off|killing (?:my|him|her)|hanging(?! out| up| around| pictures| the)|overdosing|ways to die)\b"
    r"|\b(?:dark|intrusive|scary) thoughts\b",
    "without-me": r"\b(?:happier|better|easier|relieved|glad|fine|improve\w*|nicer|richer|less (?:stress|trouble|worry))\b(?: \w+){0,4} (?:without me|if i (?:was|were|wasnt|werent|left|went away|disappear\w*|vanish\w*|died|am gone)|when im gone)"
    r"|\bwithout me (?:around|in (?:it|their|the|this)|here)\b|\bdo(?:ing)? (?:every\w+|them|the world|my \w+) a favou?r\b[^.]{0,25}\b(?:gone|dead|die|died|disappear|left|myself|leave)",
    "why-living": r"\bwhy(?: (?:do|am|should|did|would|must|bother|i|im|even|still|keep|have|to)){0,5} (?:live|living|alive|exist(?:ing)?|go(?:ing)? on|be(?:ing)? alive|wake up|waking up|born|breath(?:e|ing))\b(?! (?:next|to the|without|under|off|with|things?))",
    "no-reason": r"\b(?:no|any|not a|without a?|one|single) (?:\w+ )?(?:reason|reasons|point|purpose) (?:left )?(?:to|for|in|of) (?:me )?(?:to )?(?:live|living|liv|stay(?:ing)? (?:alive|here)|get(?:ting)? (?:up|out of bed)|go(?:ing)? on(?! with| to| if)|keep(?:ing)? going(?! with)|wak(?:e|ing)|be(?:ing)? (?:alive|here)|exist\w*|carry\w* on(?! with)|breath\w+)",
    "last": r"\bthis is my (?:very )?last (?:message|words|goodbye|night|day|chat|text)\b(?! of (?:school|term|class|the|year|holiday|vacation)| (?:in|at|before)\b)|\bmy last (?:words|goodbye|day alive|night alive)\b|\bthis is goodbye\b|\b(?:wont|never|not gonna|not going to) (?:ever )?(?:hear from|see|talk to) me (?:again|any ?more|ever)\b"
    r"|\b(?:suicide|goodbye|farewell) (?:note|letter)s?\b|\b(?:said|saying|say|says) (?:my |his |her |their )?(?:final |last )?(?:goodbyes?|bye) to (?:people|every\w+|us|all|his|her|my|the|their)\b",
    "unmissed": r"\b(?:no ?(?:one|body)|(?:would|will|does) any ?(?:one|body)|who)(?: \w+)? (?:would|will|wud|ll|even|really|ever|\s)*(?:notice|care|cares|miss|cry)\b[^.]{0,25}\b(?:if|when|that) (?:i|im)\b(?: \w+){0,2} (?:gone|die|died|dead|disappear\w*|vanish\w*|left|live|not here|leave forever|never came)"
    r"|\b(?:cares?|matters?|bothered) (?:if|whether) (?:i|im) (?:\w+ )?(?:live|die|alive|dead|breathing|exist)",
    "pills-many": rf"\b(?:took|take|taken|taking|swallow\w*|had|ate|down(?:ed|ing)?|popp?(?:ed|ing)?|necked)\b[^.]{{0,20}}\b(?:too many|so many|all (?:of )?(?:my|the|his|her)|loads?|bunch|handful|whole|bottle of|every|entire)\b[^.]{{0,25}}\b{_PILLS}\b(?! a day| each| per)"
    rf"|\bhow many\b[^.]{{0,25}}\b{_PILLS}\b[^.]{{0,15}}\b(?:too many|dangerous|safe to|would it take|does it take to|to (?:sleep|die|never|not|pass|kill))\b|\b(?:medicine|medication) (?:cabinet|cupboard|drawer)\b|\b(?:drink|drank|drinking|swallow\w*|chug) (?:some |the )?(?:bleach|antifreeze|rat poison|detergent)",
    "someone": rf"\b{_FRIEND}\b[^.]{{0,50}}\b(?:wants? to die|wanna die|hurt(?:ing|s)? (?:him|her)self|dont want to (?:live|be alive)|doesnt want to (?:live|be (?:here|alive))|end (?:it all|his life|her life|their life|it tonight)|took (?:a lot|loads|too many|a bunch|pills|an overdose)|going to jump|will jump|self ?harm\w*|starv\w+ (?:him|her)self|tired of (?:life|living))",
    "letter": r"\b(?:wrote|writ\w+|left|leaving)\b[^.]{0,30}\b(?:letter|note|message|will)s?\b[^.]{0,25}\b(?:gone|goodbye|read it after|after i (?:die|go|do it)|when i (?:die|go))\b",
    "date": r"\b(?:picked|chose|chosen|set|decided)\b[^.]{0,15}\b(?:the|a|my) (?:day|date|place|method)\b[^.]{0,20}\b(?:to (?:die|go forever|end it|end my)|ill do it|calm|peace\w*|its over)\b",
    "vanish": r"\b(?:want|wanna|wish|could|like|need|love) (?:i )?(?:to |could |can )?(?:just |really |so bad |literally |simply |fucking )*(?:disappear|dissapear|disapear|vanish|fade away|stop existing|cease|stop breathing|stop being)\b",
    "wished-dead": r"\bwish\w* (?:that )?(?:i|me) (?:was|were|would|had)(?: \w+)? (?:dead|gone|die|died|never (?:been )?born|aborted)\b|\bwish\w* (?:they|she|he|my \w+|you) (?:\w+ )?(?:never|hadnt|didnt) (?:had|have|ever had|given birth to) me\b|\b(?:regret\w*|wish\w*) (?:they |she |he )?(?:having|never had) me\b",
    "mistake": r"\b(?:im|i am|i was) (?:just |only |such |nothing but )?a (?:mistake|waste of (?:space|air|oxygen|skin))\b|\b(?:world|family|everyone|they) (?:\w+ ){0,3}rid of me\b",
    "ground": r"\brather be (?:dead|in (?:the|my) (?:ground|grave)|in a (?:grave|coffin|box)|buried|6 feet)|\b(?:be|in) (?:in )?(?:a|my|the) (?:grave|coffin)\b[^.]{0,12}\b(?:soon|than|already|peace)|\bbe with (?:him|her|my \w+) (?:in heaven|up there)|\b(?:join|see) (?:him|her|my \w+) in heaven",
    "end-wish": r"\b(?:want|wanna|need|wish|begging|beg|like) (?:for )?(?:it all|everything|all of (?:it|this)|the (?:pain|hurt|suffering)|my (?:suffering|pain|thoughts|brain|head))(?: just| all| finally)? (?:to |would )?(?:just |all |finally )?(?:stop|end|be over|go quiet|be quiet|go away)\b|\b(?:want|wanna|need|wish) (?:it|this) (?:to )?(?:just |finally )?all (?:to )?(?:stop|end|be over|go away)\b",
}
_HARM = {
    "third": r"\b(?:cut|cuts|cutting|burn|burns|burning|hurt|hurts|hurting|harm|harms|harming|scratch|scratches|scratching|starv(?:e|es|ing)|punish(?:es|ed|ing)?|punch(?:es|ing)?)(?: up)? (?:him ?self|her ?self|themsel\w+)\b"
    r"(?! (?:a|an|some|another|off|short|out|loose|free|while|when (?:cook|shav|chop)|by accident|accidentally|playing|on the|with (?:the|a) (?:pan|ball|paper)))",
    "keep-safe": r"\b(?:safe|unsafe)(?: \w+)? (?:with|from|around|alone with) my ?self\b|\b(?:dont|cant|not) trust my ?self (?:alone|with|around|right|tonight|any)|\bkeep my ?self (?:safe|alive)\b|\b(?:something|sth|things?) (?:bad|stupid|terrible|awful|crazy|dangerous) to my ?self",
    "hide-it": rf"\b(?:so|because|bc|cos|where|and) (?:that )?(?:no ?(?:one|body)|they|she|he|my \w+|people|teachers?) (?:cant |can |could |dont |doesnt |wont |will )?{_SEE}\b[^.]{{0,15}}\b(?:my (?:arms?|wrists?|legs?|thighs?|cuts?|scars?|burns|bruises)|the (?:cuts?|scars?|burns|bruises)|what i do to)\b|\bwhat i do to my\b"
    r"|\b(?:long sleeves?|hoodie|bracelets?|jumper)\b[^.]{0,30}\b(?:hide|cover|see|sees|scars?|cuts?|marks)\b|\b(?:hide|hiding|cover\w*) (?:up )?(?:my |the |all my )(?:\w+ )?(?:scars?|cuts|bruises|burns)\b",
    "tools": r"\b(?:sharpener|razor|shaver|pencil|compass|safety pin|glass|scissors?|needle|staple\w*|eraser|lighter|knife)\b[^.]{0,30}\bmy (?:own )?(?:arms?|wrists?|legs?|thighs?|skin|body|self)\b|\bmy (?:arms?|wrists?|legs?|thighs?|skin)\b[^.]{0,25}\b(?:sharpener|razor|compass|safety pin|glass|scissors?|lighter)\b"
    r"|\b(?:hide|hid|hiding|stole|keep|keeping|take|took) (?:the |a |my |some )?(?:razors?|blades?)\b",
    "punish": r"\bpunish\w* my ?self\b|\bdeserve\w* (?:the |this |to feel |all the )?(?:pain|hurt|suffering|it hurts|to bleed|every cut)\b|\b(?:hurt|hurts|hurting|pain|cut|cuts|cutting|bleeding|blood|burning)\b[^.]{0,30}\b(?:quiet in my|calms? me|feel (?:better|alive|something|real|calm)|only thing|helps? me (?:cope|feel)|makes? it (?:stop|quiet|better)|deserve it|in control)\b",
    "again": r"\b(?:did|doing|done) it (?:again|to my ?self)\b[^.]{0,30}\b(?:arms?|legs?|wrists?|blood|bleed\w*|cuts?|myself|clean|relapse\w*)\b|\b\d+ (?:days?|weeks?|months?) clean\b|\b(?:been|im|am|was) clean (?:for|since)\b|\bs\.? ?h\.? (?:again|urges?|scars|relapse)|\b(?:doing|did|with|wanna|want to|started) sh\b",
    "voices": r"\bvoices (?:\w+ )?(?:tell\w*|say\w*|said|told|want\w*|scream\w*|whisper\w*|wont stop|shout\w*)\b|\b(?:a|the|this) voice (?:\w+ )?tell\w* me to\b|\bvoices? in my (?:head|mind)\b|\bhear(?:ing)? (?:\w+ )?voices\b",
}
_DANGER = {
    "not-waking": rf"\b(?:{KIN}|{_FRIEND}|he|she|hes|shes|baby|him|her)\b[^.]{{0,25}}\b(?:not|isnt|wont|stopped|hasnt|cant) (?:\w+ )?(?:waking(?: up)?|wake up|woken up|breathing|breathe|moving|responding|conscious)\b|\bcant wake (?:my|him|her|them)\b"
    rf"|\b(?:{KIN}|{_FRIEND}|he|she)\b[^.]{{0,15}}\b(?:collapsed|passed out(?! (?:the|some|papers|worksheets))|unconscious|overdos\w+|had a seizure|on the floor and)\b",
    "intruder": r"\b(?:someone|somebody|man|men|stranger|burglar|guys?|theyre|they are|hes|he is)\b[^.]{0,25}\b(?:break(?:ing)? in(?:to)? (?:my|the|our)\b|broke in(?:to)? (?:my|our)\b|trying to (?:get|break|come) in(?:to)?\b|following me|follows me)"
    r"|\b(?:theres|there is) (?:someone|somebody|a (?:\w+ )?(?:man|guy|stranger|burglar)) (?:\w+ )?(?:in|inside|outside|at) (?:my|the|our) (?:house|home|flat|room|garden|door|window)\b",
    "send-help": r"\bplease (?:just )?send (?:some )?(?:help|the police|someone|an ambulance|police)\b(?! (?:lol|haha|with|this|these|for|im (?:so )?(?:stuck|confused|lost|bad)|i (?:dont|cant) (?:get|understand|do)|number|on))|\b(?:send|need|want|get) (?:the |an |a )?(?:ambulance|police|cops)\b|\b(?:call|ring|phone|dial) (?:the |an |my )?(?:police|cops|ambulance|911|999|112|social)\b",
    "kill-us": rf"\b(?:{KIN}|he|she|they)\b[^.]{{0,30}}\b(?:kill|hurt|shoot|stab|burn) (?:us|all of us|me and|my (?:mum|mom|dad|mother|sister|brother|little|baby|family))\b",
    "my-body": r"\b(?:i|im|ive|might be|be|got|get|am|test says)(?: \w+){0,2} pregnant\b|\b(?:missed my period|need an abortion)\b|\bget(?:ting)? (?:an|rid of the) (?:abortion|baby)\b",
    "attack": r"\b(?:shoot|shot|blow|bomb|burn|stab|attack) (?:up |down )?(?:the |our |my |this )?(?:whole )?(?:school|class|classroom|everyone|everybody)\b|\bmake (?:them|everyone|everybody|him|her|you all) (?:all )?(?:pay|suffer|regret|sorry)\b(?! (?:\d|for|the|in|a|back|half|more|less|tax))|\b(?:hit ?list|kill ?list)\b|\bmy (?:dads?|fathers?|grandpas?|uncles?|moms|mums|brothers?) (?:gun|rifle|shotgun|pistol|knife)\b",
}

PLAIN = (
    *rules(Category.SUICIDE, Severity.URGENT, _SUICIDE),
    *rules(Category.SELF_HARM, Severity.URGENT, _HARM),
    *rules(Category.THREAT, Severity.URGENT, _DANGER),
)

_T_ABUSE = {
    "drunk": rf"\b{KIN}\b[^.]{{0,35}}\b(?:drunk|drinks? (?:a lot|too much|every|alcohol|beer|wine|vodka|and)|drinking (?:again|a lot|too)|gets high|on drugs|does drugs|wasted|comes home angry)\b|\bdrunk\b[^.]{{0,30}}\b{KIN}\b",
    "smash": rf"\b(?:{KIN}|he|she|they)\b[^.]{{0,25}}\b(?:smash\w*|break(?:s|ing)?|broke|throw(?:s|ing)?|threw|punch\w*|kick\w*|destroy\w*) (?:\w+ )?(?:everything|things|stuff|plates|glass\w*|doors?|walls?|furniture|my things)\b",
    "hide": r"\b(?:i|we|im|were|us|and) (?:\w+ ){0,2}(?:hid|hide|hiding)\b[^.]{0,15}\b(?:because|whenever|when|from (?:him|her|them|my|dad|mum|mom)|in (?:my|the) (?:room|closet|bathroom|wardrobe|toilet|cupboard)|so (?:he|she|they))\b|\b(?:dad|mum|mom|he|she|step\w+|father|mother)\b[^.]{0,30}\b(?:we|i|im|us|and) (?:\w+ )?(?:hide|hid|hiding)\b(?! (?:the|my) (?:answer|screen|hint))",
    "fight": r"\b(?:parents?|mum and dad|mom and dad|dad and mum|dad and mom|they|he and mum|step\w+)\b[^.]{0,25}\b(?:fight\w*|screaming|hitting each|yell\w+|shout\w+)\b[^.]{0,40}\b(?:scared|afraid|knife|gun|hit\w*|hurt\w*|every (?:day|night)|blood|hid\w*|cry\w*|help|safe|police|violent|throw\w*)\b",
    "hit": rf"\b(?:{KIN}|he|she|they)\b[^.]{{0,20}}\b(?:beats?|slap\w*|chok\w+|strangl\w+|whip\w*|kick(?:ed|s)|grab\w* (?:me|my (?:neck|throat|hair|arm))|drag\w* me|pull\w* my hair|hits?|hitting|push\w*|shov\w*|bit me|burn(?:ed|s|t)) (?:\w+ )?(?:me|us|mum|mom|my|her|down|against)\b(?! (?:at|in) (?:chess|fifa|football|every game|mario))|\b(?:belt|slipper|cable|broom|hanger|wooden spoon)\b",
    "broke": rf"\b(?:{KIN}|he|she|they)\b[^.]{{0,25}}\b(?:broke|burned|burnt|twisted|cut|bruised|crushed) my (?:\w+ )?{_LIMB}\b|\bcig\w* (?:burns?|on my)\b",
    "sex": r"\b(?:pressur\w+|forc\w+|begg?\w*|want\w*|ask\w*|tr(?:y|ies|ied|ying)|made|mak\w+) (?:me )?(?:to |into )?(?:\w+ ){0,2}(?:sleep(?:ing)? with (?:him|her|them|his)|have sex|having sex|sext\w*|touch (?:him|her)|kiss (?:him|her)|sit on (?:his|him)|take (?:my clothes|off my))"
    r"|\b(?:didnt|did not) (?:want|consent|say yes|agree)(?: to)? (?:to have sex|sex|him to|her to|it to happen|but he|and he)\b|\b(?:happened|did (?:something|stuff|things)|something)\b[^.]{0,20}\bto me\b[^.]{0,40}\b(?:party|night|didnt want|bed|sleep\w*|camp|dark|when i was|dont like|ashamed)\b|\b(?:groped|undressed|licked) me\b"
    r"|\b(?:up|under|inside|down) my (?:skirt|shirt|top|dress|pants|shorts|trousers|underwear|bra|clothes)\b|\btouch\w*(?: \w+){0,2} (?:where|down there|in ways|in places|inappropriat\w*)\b|\bforced (?:him|her|them)sel\w+ on\b",
    "watched": r"\b(?:watch\w*|film\w*|record\w*|spi(?:es|ed)|peek\w*|walk\w* in on|look\w* at) (?:on )?me\b[^.]{0,25}\b(?:shower\w*|chang\w*|undress\w*|naked|sleep\w*|toilet|bath\w*|bathroom|dress\w*)\b|\btakes? (?:\w+ )?(?:pics|pictures|photos|videos) of me\b",
    "secret": r"\b(?:keep|kept|our|its a|a) (?:\w+ )?secret\b[^.]{0,50}\b(?:uncomfortable|touch\w*|weird|scared|adult|coach|uncle|man|he|church|teacher|dont like)\b|\b(?:if i (?:tell|told|say)|not to tell|never tell|cant tell|scared to tell)\b(?: (?:any\w*|some\w*|my \w+|her|him|people|it|them|the \w+)\b)[^.]{0,30}\b(?:hurt|kill|lose|believe|angry|trouble|sister|brother|leave|worse|hit)\b",
    "alone": rf"\b(?:home alone|alone at home|on my own|by myself|left (?:me|us))\b[^.]{{0,25}}\b(?:since|for \w+ (?:days|weeks)|days|weeks|dont know where)\b|\b{KIN}\b[^.]{{0,20}}\b(?:hasnt|havent|didnt|never|not|isnt|arent) (?:been |come |came |coming |be )?(?:home|back|here|around)\b[^.]{{0,25}}\b(?:days|weeks|since|food|alone)\b|\bdont know where (?:my )?{KIN} (?:is|are|went)\b",
    "hungry": r"\b(?:no|not any|any|without|dont get|never get|isnt|theres no|enough) (?:\w+ )?(?:food|dinner|anything to eat|heating|electricity)\b[^.]{0,25}\b(?:home|house|bad|weekend|mum|mom|dad|here|days|left|when)\b|\b(?:dont|doesnt|wont|not) (?:let|give|feed) (?:me|us)(?: \w+)? (?:eat|food|dinner|out|sleep)\b|\bgo to bed hungry\b",
    "locked": r"\block(?:s|ed|ing)? (?:me|us) (?:\w+ )?(?:in|inside|out|up|away|down)\b|\b(?:took|take|takes|taken) (?:away )?(?:my|our) (?:phones?|passport|keys)\b[^.]{0,25}\b(?:lock\w*|scared|frightened|out|cant (?:leave|call|go))\b",
    "dread": rf"\b(?:scared|afraid|terrified|frightened|fear)\b(?: \w+){{0,3}} (?:{KIN}|him|her|them|home|go home|he will|she will|someone)\b(?! (?:will (?:win|beat me at|laugh)|dog))|\b(?:please dont|never want to|scared to|afraid to|dont let them|dont make me|refuse to|too scared to)(?: \w+){{0,3}} (?:go|be|come|get|stay|return|sent|send me|live)(?: back)? (?:at |to )?(?:home|the house|my house|his house|her house)\b",
    "online": rf"\b{_ONLINE}\b[^.]{{0,60}}\b(?:meet(?:ing)? (?:me|up|him|her)|naked|my body|secret|come (?:to (?:his|my)|over)|my address|where i live|blackmail\w*|creepy|older|grown man|send (?:him|her)|wants me to|threat\w*)\b|\b(?:send|sent|sending|show|share|post|leak|want\w*|ask\w*)\b[^.]{{0,20}}\b(?:pics?|pictures?|photos?|videos?) (?:of (?:me|myself|my (?:body|chest|legs|face|private\w*))\b|without|in my underwear|with no)\b",
}
_T_BULLY = {
    "body": r"\b(?:they|he|she|boys|girls|kids|everyone|people|someone|class\w*|gang|group|bullies|guys)\b[^.]{0,25}\b(?:push\w*|shov\w*|kick\w*|spit\w*|corner\w*|beat|beats|beating|punch\w*|slap\w*|hit|hits|hitting|chas(?:e|es|ing) |hurt\w*|tripp\w+) (?:\w+ )?(?:me|my (?:head|face)|(?:\w+ )?at me|stuff at me)\b(?! (?:with|up with|at|in|to (?:it|the)|again lol))|\btoilet\b[^.]{0,20}\bhead\b|\bhead\b[^.]{0,20}\btoilet\b",
    "words": r"\b(?:they|everyone|kids|boys|girls|people|he|she|class\w*|all|bullies|friends)\b[^.]{0,25}\b(?:call\w* me (?:a |an )?(?:\w+)|insult\w* me|humiliat\w+ me|mock\w* me|tease\w* me|ignor\w+ me|exclud\w+ me|make\w* fun|hate\w* me|against me|gossip\w* about me|rumou?rs? about me|laugh\w* at me|send\w* me (?:hate|death|mean|horrible|nasty))\b"
    r"(?=[^.]{0,60}\b(?:every|always|scared|cry\w*|cant|anymore|school|dog|pig|ugly|fat|freak|gay|slut|whore|retard\w*|loser|disgusting|stop|names|worthless|weirdo|racist|online|hurts|day)\b)|\b(?:no ?(?:one|body)) (?:sits|eats|talks|plays|speaks|wants to (?:sit|be)) (?:with|to|near) me\b",
    "threat": r"\b(?:threat\w*)\b|\b(?:they|he|she|boys|girls|kids|someone|people|gang)\b[^.]{0,30}\b(?:break my|beat me|stab me|kill me|hurt me|get me after|waiting (?:outside )?for me|wait for me|come (?:for|after) me|find me|jump me|make me pay|slit|smash my)\b(?! (?:at|in) (?:chess|the game|mario|fifa))",
    "picture": r"\b(?:spread\w*|post\w*|shar\w+|leak\w*|sent|send\w*|show\w*|pass\w*|upload\w*)\b[^.]{0,25}\b(?:naked|nude\w*|private|embarrassing|photos?|pics?|pictures?|videos?) (?:\w+ )?(?:of me|around|to every\w*|to the (?:school|class)|to my)\b|\bfake (?:account|nudes?|profile)\b[^.]{0,20}\bme\b",
    "group-chat": r"\b(?:tell\w*|told|says?|said|saying|messag\w+|comment\w*|writ\w+|text\w*|dm\w*)\b[^.]{0,20}\b(?:kys|kill my ?self|die|do it|end it|hang my ?self|jump|nobody likes me|i should (?:die|disappear|leave))\b(?=[^.]{0,30}(?:\b|$))",
}
_T_HOME = {
    "leave": r"\b(?:leav(?:e|ing)|left|run(?:ning)?|get(?:ting)? out|escap(?:e|ing)|ran)\b[^.]{0,20}\b(?:home|house|here|this place|my (?:family|parents))\b[^.]{0,30}\b(?:for good|forever|tonight|never (?:come|coming|go|going) back|and never|nowhere|not coming back|packed|secretly|without telling|cant stay)\b|\bcant stay (?:in (?:this|my|that) (?:house|home|family)|at home|with (?:him|her|them|my))\b",
    "out": r"\b(?:kick\w*|threw|throw\w*|thrown|chuck\w*|put) (?:me|us|out me)(?: \w+)? (?:out|on the street)\b|\b(?:got|been|were|was|get|getting) (?:kicked|thrown|chucked|locked) out\b(?! of (?:the (?:game|team|call|app|meeting|session|page|chat)|class|zoom|my account|this))|\bevict\w*",
    "sleep": r"\bsleep(?:ing|s)? (?:in|at|on|under|rough) ?(?:the |a |our |my |some )?(?:car|station|bus|street|streets|park|bench|bridge|shelter|outside|stairs|doorway|friends? sofa)\b|\b(?:nowhere|no place|no where|no home) (?:to|2|left)\b|\bhomeless\b|\bdont have a (?:home|place to (?:stay|sleep|live))\b|\bon the streets?\b",
    "away": r"\bran away\b(?! with)|\brun(?:ning)? away\b(?! from (?:zero|the origin))|\brunaway\b",
}
_T_EAT = {
    "skip": r"\b(?:skip\w*|avoid\w*|hid\w*|throw\w* away)\b[^.]{0,15}\b(?:meals?|lunch\w*|breakfast|dinners?|food|eating)\b[^.]{0,40}\b(?:fat|ugly|weight|thin\w*|skinny|days|weeks?|hate|calories|body|kilos|kg|pounds)\b",
    "shame": r"\b(?:eat|eats|ate|eaten|eating)\b[^.]{0,35}\b(?:feel (?:\w+ )?(?:disgusting|gross|guilty|ashamed)|guilt|throw (?:it|everything) up|throw up|be sick|get rid of it|purge|hate my ?self|in secret|punish\w*|vomit\w*|puke)\b|\b(?:feel (?:\w+ )?(?:disgusting|gross|guilty|ashamed)|hate my ?self)\b[^.]{0,30}\b(?:eat|eats|ate|eaten|eating)\b",
    "others": r"\b(?:she|he|friend|sister|brother|they|mate|i)\b[^.]{0,15}\b(?:mak(?:e|es|ing)|made|forc\w+) (?:\w+sel\w+|my ?self) (?:\w+ )?(?:throw(?:ing)? up|sick|vomit|puke|be sick)\b|\b(?:stopped|stops?|refus\w+|barely|hardly|never|doesnt|dont|not|wont) (?:\w+ )?(?:eats?|eating)\b(?=[^.]{0,60}\b(?:fat|thin\w*|skinny|weight|faint\w*|hair|any ?more|kilos|kg|pounds|ugly|days|weeks?|worried|body|bones|at all)\b)",
    "numbers": r"\b(?:eat\w*|food|fat|skinny|thin|starv\w+|apple|meals?)\b[^.]{0,40}\b\d+ ?(?:kilos?|kg|kgs|pounds|lbs|stone|calories|cals|kcal)\b|\b\d+ ?(?:kilos?|kg|kgs|pounds|lbs|stone|calories|cals|kcal)\b[^.]{0,30}\b(?:fat|skinny|too much|not eating|without eating|starv\w+|hate)\b|\b(?:only|just) (?:eat|have|eating|had|ate) (?:one|an|1|half an) (?:apple|cracker|yoghurt|yogurt|meal|carrot)\b",
    "want-thin": r"\b(?:get|be|become|stay|look|getting|so i(?:m)?) (?:\w+ ){0,2}(?:thin|thinner|skinny|skinnier|bony)\b|\b(?:want to|afraid (?:to|of)|scared (?:to|of)|terrified of|cant|dont) (?:gain\w*|put(?:ting)? on) (?:\w+ )?weight\b|\bhate (?:my body|how my body|my (?:stomach|thighs|legs|face))\b|\b(?:my )?bones (?:show\w*|stick\w*)\b|\bfaint(?:ed|ing)?\b[^.]{0,25}\b(?:eat\w*|food|hungry|diet)\b",
    "days": r"\b(?:havent|have not|not|didnt|without) (?:\w+ )?(?:eaten|eat|food|eating)\b[^.]{0,20}\b(?:days|since (?:mon|tue|wed|thu|fri|sat|sun|yesterday)\w*|all week)\b",
}
_T_LOW = {
    "no-hope": r"\b(?:no|without|lost (?:all )?|any|isnt any|losing|theres no) (?:more )?hope\b|\bhopeless\b|\b(?:nothing|never|not|it wont|wont|doesnt) (?:\w+ ){0,3}(?:gets?|be|getting|get) (?:any )?better\b|\b(?:no|see a|see any|a|only|find a) way out\b(?! of (?:the|this) (?:maze|level|problem|question|bracket))|\bno light\b|\b(?:everything|all|it|world|its all) (?:is |feels |seems |so |just )+(?:dark|black|pointless|hopeless|meaningless|grey|falling apart)\b",
    "numb": r"\b(?:feel|feeling|felt|im|i am) (?:\w+ )?(?:numb|empty|hollow|broken|worthless|dead inside|invisible|trapped|suffocated|like (?:nothing|a ghost|trash|a burden|garbage|shit|a waste))\b(?! (?:in|at|with|on|set|box|cell|my (?:leg|foot|hand|tongue)))|\b(?:dont|cant|not|never) feel (?:anything|happy|joy)\b(?! (?:in|on) my)|\b(?:drowning|dying|screaming|rotting|breaking|bleeding) (?:on the )?inside\b",
    "cry": r"\b(?:cry|crying|cried|cries)\b[^.]{0,20}\b(?:every (?:night|day|time|morning)|my ?self|all (?:night|day|the time)|in the (?:bathroom|toilet)|for (?:hours|days|no reason)|alone|cant stop)\b|\bcant stop crying\b",
    "alone": r"\b(?:completely|so|totally|utterly|always|really) (?:alone|lonely)\b|\bfeel(?:ing)? (?:\w+ )?(?:alone|lonely)\b|\b(?:no ?(?:one|body)) (?:\w+ ){0,3}(?:loves?|cares? about|likes?|wants?|understands?|talks? to|listens? to|believes?|would miss) me\b|\b(?:have|got) (?:no ?one|nobody|no friends)\b(?! (?:in this|online|on))",
    "hate": r"\b(?:hate|loathe|despise|disgusted (?:by|with)|cant stand) (?:\w+ )?(?:my ?self|who i am|my life|living|existing|being me|waking up)\b|\bim (?:\w+ )?(?:worthless|disgusting|a (?:burden|disgrace|monster|disappointment))\b(?! at)|\bdont deserve (?:love|to be (?:happy|loved)|friends)\b",
    "done": r"\b(?:done|fed up|tired|sick|exhausted) (?:with|of|from) (?:everything(?! (?:you|on|for|in|i|we|except))|it all|life|living|this life|being (?:alive|here|me|strong)|existing|pretending|the world|fighting)\b|\bcant (?:do|take|handle|bear|stand|deal with) (?:life|living|this life|the pain|my life|being (?:alive|me))\b|\b(?:cant|dont know (?:how|if i can)) (?:keep going|carry on|survive|cope|get through (?:the day|tonight))\b(?! (?:with (?:this|the)|on this|number))",
    "up": r"\b(?:cant|dont want to|no reason to|unable to|never want to|couldnt) get out of bed\b|\b(?:dont|cant) see (?:my ?self (?:making|living|alive|growing|getting (?:old|to)|being|reach\w*|at \d+)|a life|a future|any future)\b|\bno future\b|\bgiv(?:e|ing|en) up on (?:life|living|everything|my life|my ?self|hope)\b|\b(?:giv(?:e|es|ing|en)|gave) away (?:all )?(?:my|his|her|their) (?:stuff|things|belongings|everything)\b",
    "drugs": r"\b(?:drink\w*|drunk|vodka|alcohol|wine|weed|drugs)\b[^.]{0,40}\bto (?:forget|cope|numb|feel (?:nothing|better|something)|get through|escape)\b|\b(?:drunk|vodka|alcohol|weed|drugs)\b[^.]{0,25}\b(?:every (?:night|day|morning)|cant stop|so i dont)\b|\b(?:addict\w+ to|hooked on|taking|using|on|doing) (?:drugs|weed|alcohol|coke|cocaine|meth|heroin|ket|xanax|pills|opioids|fentanyl)\b",
    "breathe": r"\bcant breathe\b|\bpanic attack\w*|\banxiety (?:attack|is (?:killing|so bad|eating))\w*|\bcant stop shaking\b",
    "weapon": r"\b(?:have|got|holding|took|take|hid|found|grab\w*|keep|keeping|stole|bought) (?:\w+ ){0,2}(?:knife|knives|razor\w*|noose|gun|pistol)\b(?! (?:long|for|costs?|and a fork|that))",
    "edge": r"\b(?:stand\w*|stood|sit\w*|sat|go|went|going|am|im|up|climb\w*|lean\w*|look\w* down)\b[^.]{0,25}\b(?:on|off|from|over) (?:the|a|my|our|this) (?:\w+ )?(?:\w+ )?(?:bridge|roof|rooftop|ledge|cliff|tracks|overpass|railing)\b(?! (?:problem|one|question|exercise))(?=[^.]{0,45}(?:\b(?:think\w*|jump\w*|now|right now|alone|fall\w*|look\w* down|do it|dont know|and i)\b|$))|\b(?:stepp?\w*|walk\w*|jump\w*|ran|lie|lay|lying) (?:\w+ )?(?:in front of|onto|into|under) (?:a |the )?(?:train|cars?|bus|truck|traffic|tracks|lorry)\b",
    "accident": r"\b(?:wish|hope|hoping|pray\w*|like it if|wouldnt mind|dont care|wouldnt care|wont care)\b[^.]{0,25}\b(?:i|me)\b[^.]{0,15}\b(?:hit (?:by|me)|run over|crash\w*|get shot|cancer|killed|struck|heart (?:stops?|attack)|dont come back)\b",
    "bleeding": r"\bbleeding\b[^.]{0,15}\b(?:a lot|badly|so much|wont stop|everywhere|too much|and (?:i|no))\b|\b(?:wont|doesnt|cant|not) (?:make it |get it to |get the )?stop(?: the)? (?:bleeding|blood)\b|\bcut (?:\w+ )?too deep\b|\bblood everywhere\b",
    "armed": rf"\b(?:{KIN}|he|she|hes|shes|they|someone)\b[^.]{{0,12}}\b(?:has|have|got|took|holding|grabbed|pulled|came|waving|with) (?:out )?(?:a |the |his |her )?(?:knife|gun|axe|machete)\b(?! (?:and a fork|for the))",
    "married": r"\b(?:forc\w+|mak\w+|made|want\w*|sell\w*|sold|send\w*|promised|dont want|do not want|have|has|getting|going) (?:\w+ ){0,4}(?:marry|married|wedding|engaged)\b(?=[^.]{0,60}\b(?:me|old|older|dont want|force\w*|no choice|abroad)\b)|\bforced marriage\b|\bfgm\b",
    "taken": rf"\b(?:i|ive|i think i|she|he|friend|sister|brother)\b[^.]{{0,20}}\b(?:took|taken|swallow\w*|overdos\w+|had|ate|drank)\b[^.]{{0,12}}\b(?:too many|a lot of|lots of|loads of|all|something|a load of|a bunch of|so many|bleach|poison)\b(?: \w+){{0,3}}(?: {_PILLS}|\b[^.]{{0,15}}\b(?:not (?:breathing|answering|waking)|dizzy|sleepy|help))",
}

THEMES = (
    *rules(Category.ABUSE, Severity.URGENT, _T_ABUSE),
    *rules(Category.THREAT, Severity.URGENT, _T_BULLY),
    *rules(Category.RUNAWAY, Severity.URGENT, _T_HOME),
    *rules(Category.EATING, Severity.CONCERN, _T_EAT),
    *rules(Category.DESPAIR, Severity.CONCERN, _T_LOW),
)

ALLOWED = (
    r"\b(?:the|that|this|both) (?:\w+ )(?:to |would |will |should |must |just |then )?(?:disappear|vanish)(?:s|ed)?\b",
    r"\bsuicide (?:of|in|by) (?:a |the |some |our )?cells?\b|\bcells? (?:\w+ ){0,2}(?:suicide|kill (?:them|it)sel\w+)\b|\bsuicide (?:bags?|organelles?|missions?)\b",
    r"\b(?:character|protagonist|hero|heroine|romeo|juliet|hamlet|ophelia|macbeth|lady macbeth|hitler|nero|cleopatra|socrates|king|queen|emperor|soldiers?|samurai|narrator|poet|author|writer|van gogh)s? (?:\w+ ){0,3}(?:kill(?:s|ed)? (?:himself|herself|themselves)|commit\w* suicide|(?:die[sd]?|dead) (?:by|of) suicide|suicide|hang(?:s|ed) (?:him|her)self|stab(?:s|bed) (?:him|her)self|poison(?:s|ed) (?:him|her)self|drown(?:s|ed) (?:him|her)self|want(?:s|ed) to die)",
    r"\b(?:can|could|may|shall|should|lets|let us|do) (?:i|we|us)? ?(?:just )?(?:end|finish|stop) (?:it|this) (?:here|now|tonight|today|tomorrow|soon|there|later)\b|\blets (?:just )?(?:end|finish|stop) (?:it|this)(?: \w+)?\b|\bfinish (?:it|this|everything|the unit|the course) (?:tonight|today|tomorrow|soon|by)\b",
    r"\b(?:want to|wanna|gonna|could|might|will|ill|going to|so) (?:just )?(?:kill|murder|strangle|poison) my (?:\w+ )?(?:brother|sister|cousin|cat|dog|friend|teammates?)(?= (?!(?:tonight|tomorrow|with|in his|in her)\b))(?: (?!(?:i|im|me|myself|dad|dads|gun|knife|sleep|tonight|hurt|plan)\b)\w+){0,8} (?:lol|haha\w*|lmao|jk|rofl|xd)\b",
    r"\b(?:omg|lol|haha\w*|lmao|bruh)? ?im (?:so |literally |actually |legit )?(?:dead|dying|deceased) (?=(?:that|this|lol|haha\w*|lmao|omg|at how|from that|laughing|rn lol|xd)\b)",
    r"\bcut my ?self (?:a|an|some|another) (?:slice|piece|bit|apple|cake|bread|break|sandwich|snack|fringe|bangs)\b|\b(?:burn\w*|cut|hurt|hit|stab\w*) (?:my ?self|himself|herself|my \w+) (?:\w+ ){0,3}(?:cooking|baking|shaving|chopping|peeling|playing|skating|skateboarding|in gym|in pe|by accident|accidentally|falling|tripping|climbing|on (?:the )?(?:pan|oven|stove|kettle|iron|tray))",
    r"\bran away with\b|\brun away (?:screaming|laughing)\b|\brunaway (?:train|success|reaction|leader)\b",
    r"\b(?:wont|not gonna|not going to|will not) be (?:here|around) (?:tomorrow|next week|next month|(?:on )?\w+day|for (?:a|two|2|3|the) \w+)(?= (?:can|could|may|is|because|bc|cos|cuz|as|since|for|due|we|so|but|im (?:at|on|going|visiting|away)|holiday|vacation)\b)",
    r"\bhate my ?self for (?:forgetting|missing|getting|messing|not|losing|making|mixing|dropping|writing|putting)\b",
    r"\b(?:no|see the|any|the|whats the|there a|is there) (?:point|purpose|reason|sense) (?:of|in|to|for) (?:check\w*|factor\w*|learn\w*|simplif\w*|writ\w*|show\w*|multiply\w*|divid\w*|letters|maths?|algebra|homework|this (?:step|question|exercise|unit|lesson))\b",
    r"\bdead (?:easy|simple|right|wrong|end|line|lines|sea|weight|heat|centre|center|on|leaves|wood|cells?|skin|animals?|plants?|bodies)\b|\b(?:brain|phone|battery|internet|wifi|computer|laptop|tablet|mouse|mic|controller) (?:is |is totally |just |nearly |almost |about to )*(?:dead|dying|died|die|dies)\b|\bbrain dead\b",
    r"\bi (?:nearly|almost|basically|literally|just) (?:died|die) (?=(?:when|at|laughing|seeing|of|because|from|lol|haha\w*)\b)|\b(?:could|would|gonna|want to|wanna) (?:die|kill|scream) (?:of|for|from) (?:a |an |some )?(?:laugh\w*|hint|cringe|coffee|pizza|snack|boredom|bored\w*|shame|embarrass\w*|heat|cold|hunger|break|nap|answer)\b|\bbe the death of me\b",
)
"""Sayings, stories and lessons. Only the saying is taken out; what stands beside it is still read."""

LESSON = (
    r"|\b(?:terms|brackets?|minus|plus|variables?|exponents?|streak|quiz|review|calculator|holidays?|vacation|trip|chapter|chapters|story|stories|theme|scene|poet|history|century|ancient"
    r"|photosynthesis|glucose|light|organisms?|host|parasites?|ecosystem|square|triangle|angle|slope|axis|graph|decimal|percent\w*|sum|metres?|meters?|km|mph|litres?|liters?|divide\w*|multipl\w+|subtract\w*|keyboard|lesson|exercise|exercises|sign|signs|scores?|grades?|points|joking|jk)\b"
)
