# ruff: noqa: E501 - sentences are data
"""Chiron's own lines in conversation: a code each, so that they can be translated. English is the source."""

from __future__ import annotations

from chiron.core.language.offered import OFFERED, offered

ENGLISH: dict[str, str] = {
    "greeting": "Hello. Shall we go on where we left off?",
    "hello-named": "Hello, {name}. Shall we go on?",
    "thanks": "You are welcome. Go on when you are ready.",
    "nothing-open": "No step is open just now. Start the next one, and I can help you with it.",
    "ladder-done": "That was the last hint. Shall we read the worked solution together?",
    "no-ladder": "There are no hints for this step. Give it a try, or shall we read the worked solution together?",
    "ladder-used": "You have seen every hint for this step. Give it a try: a wrong try also shows us something.",
    "answer-in-box": "Put that into the answer box, and it will be checked at once.",
    "answer-kept": "I keep the answer back while you work on it. This may help:",
    "stuck": "Being stuck is a normal part of learning something new.",
    "upset": "That sounds frustrating, and it is all right to feel that way.",
    "offer-hint": "Shall we look at one hint?",
    "offer-easier": "Shall we do an easier one first and then come back?",
    "offer-break": "Would a short break help? Everything you did is kept.",
    "offer-solution": "Shall we read the worked solution together?",
    "offer-next": "Shall we start with something short?",
    "off-task": "I am a program made for learning, so I leave that to others. Shall we go on with this step?",
    "off-task-idle": "I am a program made for learning, so I leave that to others. Shall we go on with the course?",
    "noted": "I will keep that in mind. What I remember stands under Progress, where you can change it.",
    "unclear": "I am not sure what you mean. Would you like a hint, a word explained, or to know why something is so?",
    "from-lesson": "From the lesson: {title}",
    "missing-first": "This builds on “{title}”, and your answers there say that it is not firm yet. A few minutes with that "
    "first will make this easier.",
    "not-in-course": "The course does not say anything about that. Your teacher may know, or try to ask it in other words.",
    "not-in-course-alone": "The course does not say anything about that. Try to ask it in other words.",
    "beyond-course": "Not from your course, and not checked",
    "other-language": "I did not find that. This course is written in {course_language}, and I find what its own words name. Try it with one of them, or ask in {course_language}.",
    "other-language-words": "Words that this course explains: {words}.",
    "withheld": "I would rather not say that while this step is open, since it could give the answer away. "
    "Try the step, or take a hint; then ask me again.",
    "part-withheld": "A line is left out here, because it would give this step away.",
    "sheet-open": "That looks like a question of your open check. A check shows what you can do alone, so I do not help "
    "with it; once you have handed it in, we can go through it together. Ask me about anything else.",
    "distress-lead": "Thank you for telling me. This matters more than the lesson, so we stop here.",
    "distress-adult": "You do not have to deal with this alone. An adult who looks after you at school will be told, so that "
    "they can help. I am a program and cannot help with this myself.",
    "distress-alone": "You do not have to deal with this alone. Please tell an adult you trust, or call one of these. They "
    "listen, and they are there for you. I am a program and cannot help with this myself.",
    "distress-contact": "You named {name} as somebody you trust. A letter now asks {name} to get in touch with you; it does "
    "not say what you wrote. A letter takes time, so do not wait for it.",
    "distress-danger": "If you or someone else is in danger now, call {number}.",
    "distress-danger-anywhere": "If you or someone else is in danger now, call the emergency number where you are.",
}

SPANISH: dict[str, str] = {
    "greeting": "Hola. ¿Seguimos donde lo dejamos?",
    "hello-named": "Hola, {name}. ¿Seguimos?",
    "thanks": "De nada. Sigue cuando quieras.",
    "nothing-open": "Ahora no hay ningún paso abierto. Empieza el siguiente y te ayudo con él.",
    "ladder-done": "Esa era la última pista. ¿Leemos juntos la solución resuelta?",
    "no-ladder": "Este paso no tiene pistas. Inténtalo, ¿o leemos juntos la solución resuelta?",
    "ladder-used": "Ya has visto todas las pistas de este paso. Inténtalo: un intento fallido también nos enseña algo.",
    "answer-in-box": "Escríbelo en el espacio de la respuesta y se comprobará al momento.",
    "answer-kept": "Me guardo la respuesta mientras trabajas en ello. Esto puede ayudarte:",
    "stuck": "Atascarse es una parte normal de aprender algo nuevo.",
    "upset": "Parece frustrante, y está bien sentirse así.",
    "offer-hint": "¿Miramos una pista?",
    "offer-easier": "¿Hacemos antes uno más fácil y luego volvemos?",
    "offer-break": "¿Te vendría bien un descanso corto? Todo lo que has hecho queda guardado.",
    "offer-solution": "¿Leemos juntos la solución resuelta?",
    "offer-next": "¿Empezamos con algo corto?",
    "off-task": "Soy un programa hecho para aprender, así que eso se lo dejo a otros. ¿Seguimos con este paso?",
    "off-task-idle": "Soy un programa hecho para aprender, así que eso se lo dejo a otros. ¿Seguimos con el curso?",
    "noted": "Lo tendré en cuenta. Lo que recuerdo está en «Progreso», donde puedes cambiarlo.",
    "unclear": "No sé bien qué quieres decir. ¿Quieres una pista, que te explique una palabra o saber por qué algo es así?",
    "from-lesson": "De la lección: {title}",
    "missing-first": "Esto se apoya en «{title}», y tus respuestas allí dicen que aún no está firme. Unos minutos con eso "
    "primero lo harán más fácil.",
    "not-in-course": "El curso no dice nada sobre eso. Quizá tu docente lo sepa, o prueba a preguntarlo de otra manera.",
    "not-in-course-alone": "El curso no dice nada sobre eso. Prueba a preguntarlo de otra manera.",
    "beyond-course": "No es de tu curso ni está comprobado",
    "other-language": "No lo he encontrado. Este curso está escrito en {course_language}, y encuentro lo que nombran sus propias palabras. Prueba con una de ellas, o pregunta en {course_language}.",
    "other-language-words": "Palabras que este curso explica: {words}.",
    "withheld": "Prefiero no decir eso mientras este paso está abierto, porque podría revelar la respuesta. "
    "Intenta el paso o pide una pista, y luego pregúntame otra vez.",
    "part-withheld": "Aquí falta una línea, porque revelaría este paso.",
    "sheet-open": "Eso parece una pregunta de tu control abierto. Un control muestra lo que sabes hacer a solas, así que no "
    "te ayudo con él; cuando lo hayas entregado, podemos repasarlo en común. Pregúntame cualquier otra cosa.",
    "distress-lead": "Gracias por contármelo. Esto importa más que la lección, así que paramos aquí.",
    "distress-adult": "No tienes que pasar por esto en soledad. Avisaremos a una persona adulta que cuida de ti en tu centro, "
    "para que pueda ayudarte. Soy un programa y no puedo ayudarte yo con esto.",
    "distress-alone": "No tienes que pasar por esto en soledad. Cuéntaselo a una persona adulta de confianza o llama a uno de "
    "estos teléfonos. Escuchan y están para ti. Soy un programa y no puedo ayudarte yo con esto.",
    "distress-contact": "Dijiste que confías en {name}. Una carta le pide ahora que se ponga en contacto contigo; no dice lo "
    "que escribiste. Una carta tarda, así que no esperes a que llegue.",
    "distress-danger": "Si tú u otra persona estáis en peligro ahora, llama al {number}.",
    "distress-danger-anywhere": "Si tú u otra persona estáis en peligro ahora, llama al número de emergencias de donde estés.",
}

LINES: dict[str, dict[str, str]] = {"en": ENGLISH, "es": SPANISH}
"""By language; every offered language has every code, and a test says so."""


def line(code: str, language: str, **values: str) -> str:
    """Chiron's line of a code in a language, English where it is not offered. Raises KeyError for an unknown code."""
    table = LINES.get(offered(language), LINES[OFFERED[0]])
    return table[code].format(**values) if values else table[code]
