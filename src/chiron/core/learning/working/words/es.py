"""Spanish."""

from __future__ import annotations

IDEAS: dict[str, tuple[str, str]] = {
    "not-turned": (
        "No invierte la desigualdad",
        "Al dividir o multiplicar por un número negativo, lo mayor pasa a ser lo menor. Invierte entonces el "
        "signo de la desigualdad.",
    ),
    "turned-for-nothing": (
        "Invierte la desigualdad sin necesidad",
        "El signo solo se invierte cuando ambos lados se multiplican o dividen por un número negativo. Al sumar y"
        " restar queda como está.",
    ),
    "edge-changed": (
        "Pierde o añade el extremo de una desigualdad",
        "Mira otra vez el signo. Con una raya debajo incluye el propio número; sin ella, lo deja fuera.",
    ),
    "lost-negative-root": (
        "Olvida la raíz negativa",
        "Dos números tienen este cuadrado, uno positivo y otro negativo. Escribe los dos.",
    ),
    "halves-a-square": (
        "Divide entre dos en vez de sacar la raíz cuadrada",
        "Un cuadrado se deshace con la raíz cuadrada. Pregúntate qué número por sí mismo da esto, no qué número "
        "tomado dos veces.",
    ),
    "zero-product-sign": (
        "Lee los ceros de un producto con el signo equivocado",
        "Un producto es cero cuando uno de sus factores es cero. Iguala cada paréntesis a 0 y resuélvelo.",
    ),
    "product-equals-number": (
        "Separa un producto que no es cero",
        "Solo un producto igual a 0 se separa en sus factores. Pasa antes todo a un lado, para que en el otro quede 0.",
    ),
    "divides-by-the-letter": (
        "Divide entre la incógnita y pierde una solución",
        "Al dividir entre la letra se pierde la solución en que la letra vale 0. Pasa todo a un lado y saca la "
        "letra como factor.",
    ),
    "one-factor-only": (
        "Usa un solo factor del producto",
        "Cada factor del producto puede ser cero. Resuelve con todos.",
    ),
    "sign-kept-moving": (
        "Pasa un término al otro lado sin cambiarle el signo",
        "Un término pasó al otro lado tal como estaba. Lo que se sumaba se deshace restando en ambos lados, y lo "
        "que se restaba, sumando.",
    ),
    "across-the-equals-sign": (
        "Suma términos semejantes a través del signo igual",
        "Estos términos semejantes están en lados distintos del signo igual. Quita uno de ellos de ambos lados, "
        "para que desaparezca de su lado.",
    ),
    "divides-part-of-a-side": (
        "Divide un término de un lado y deja otro",
        "Dividir un lado es dividir todos sus términos. Divídelos todos, o deshaz antes la suma o la resta.",
    ),
    "multiplies-part-of-a-side": (
        "Multiplica un término de un lado y deja otro",
        "Multiplicar un lado es multiplicar todos sus términos. También se multiplican los que no tienen fracción.",
    ),
    "divides-one-side-only": (
        "Divide o multiplica un solo lado",
        "Un lado se dividió o multiplicó y el otro quedó igual. Lo que haces en un lado, hazlo en el otro.",
    ),
    "subtracts-the-coefficient": (
        "Deshace una multiplicación restando",
        "Entre un número y la letra que lo sigue hay un signo de multiplicar que no se escribe. Se deshace "
        "dividiendo, no restando ni sumando.",
    ),
    "divides-upside-down": (
        "Divide al revés",
        "El número que multiplica a la letra va debajo. Divide el otro lado entre él.",
    ),
    "done-again": (
        "Repite la operación en vez de deshacerla",
        "La operación se hizo otra vez. Una multiplicación se deshace dividiendo y una división, multiplicando.",
    ),
    "minus-lost-dividing": (
        "Pierde el signo menos de la letra",
        "Hay un menos delante de la letra. Divide ambos lados entre el número negativo, o suma antes ese término "
        "en ambos lados.",
    ),
    "changes-one-side-only": (
        "Cambia un solo lado",
        "Se quitó algo de un solo lado. Lo que haces en un lado, hazlo en el otro, o se pierde el equilibrio.",
    ),
    "first-term-only": (
        "Multiplica solo el primer término del paréntesis",
        "El número delante del paréntesis multiplica todo lo que hay dentro. Multiplica cada término.",
    ),
    "minus-first-term-only": (
        "El menos delante del paréntesis solo llega al primer término",
        "Un menos delante de un paréntesis cambia el signo de todos sus términos. Cámbialos todos.",
    ),
    "sign-lost-in-bracket": (
        "Pierde el menos en los demás términos del paréntesis",
        "El número delante del paréntesis es negativo para todos los términos. Mira el signo de cada producto.",
    ),
    "squares-each-term": (
        "Eleva cada término del paréntesis a la potencia",
        "Un paréntesis al cuadrado es el paréntesis por sí mismo. Escríbelo dos veces y multiplica cada término "
        "por cada término; aparece un término central.",
    ),
    "middle-not-doubled": (
        "Toma el término central una sola vez",
        "El producto central aparece dos veces, una en cada orden. Escribe dos veces el paréntesis y multiplica "
        "cada término por cada término.",
    ),
    "last-keeps-its-minus": (
        "Deja negativo el cuadrado de un término negativo",
        "El último término es un número por sí mismo, y menos por menos es más.",
    ),
    "last-not-squared": (
        "No eleva al cuadrado el último término",
        "El último término también se multiplica por sí mismo. Escribe dos veces el paréntesis y multiplica cada "
        "término por cada término.",
    ),
    "firsts-and-lasts": (
        "Multiplica solo primero por primero y último por último",
        "Cada término de un paréntesis multiplica a cada término del otro. Con dos términos en cada uno salen "
        "cuatro productos.",
    ),
    "middle-multiplied": (
        "Multiplica los números para el término central",
        "El término central suma los dos productos cruzados. Ahí los números se suman; solo se multiplican en el "
        "último término.",
    ),
    "middle-sign": (
        "Se equivoca en el signo del término central",
        "Mira los dos productos cruzados con sus signos y súmalos.",
    ),
    "last-term-only": (
        "Multiplica solo el último término del paréntesis",
        "El número delante del paréntesis multiplica todo lo que hay dentro. Multiplica cada término.",
    ),
    "bracket-added": (
        "Suma lo que está delante del paréntesis",
        "Un número justo delante de un paréntesis lo multiplica. Multiplica por él cada término de dentro.",
    ),
    "factor-left-behind": (
        "Saca el factor común de un solo término",
        "El factor común se saca de todos los términos. Vuelve a multiplicar tu paréntesis y compara.",
    ),
    "squares-as-square": (
        "Escribe dos cuadrados como el cuadrado de un paréntesis",
        "Multiplica tu paréntesis y compara. Una diferencia de cuadrados es suma por diferencia; una suma de "
        "cuadrados no tiene tales factores.",
    ),
    "factor-signs": (
        "Factoriza con los signos equivocados",
        "Los números encajan y los signos no. Deben dar el último término al multiplicarse y el central al sumarse.",
    ),
    "tops-and-bottoms": (
        "Suma numeradores y denominadores",
        "Las fracciones se suman en partes del mismo tamaño. Llévalas antes a un denominador común; entonces se "
        "suman solo los numeradores.",
    ),
    "tops-kept": (
        "Cambia los denominadores y deja los numeradores",
        "Cuando se multiplica el denominador, el numerador se multiplica por lo mismo, o la fracción pasa a ser otra.",
    ),
    "whole-added-to-top": (
        "Suma un número entero al numerador",
        "El número entero aún no está en partes como las de esta fracción. Escríbelo antes como fracción con el "
        "mismo denominador.",
    ),
    "cancels-a-term": (
        "Divide un solo término del numerador",
        "Solo se simplifica un factor de todo el numerador. Divide todos los términos, o saca antes factor común.",
    ),
    "splits-the-bottom": (
        "Separa una fracción por el denominador",
        "Un numerador puede repartirse sobre el mismo denominador. Un denominador no puede separarse; pruébalo "
        "con números.",
    ),
    "top-and-bottom-multiplied": (
        "Multiplica numerador y denominador por un entero",
        "Multiplicar ambos deja la fracción como estaba. Un entero por una fracción multiplica solo el numerador.",
    ),
    "divided-straight": (
        "Divide entre una fracción como si multiplicara",
        "Dividir entre una fracción es multiplicar por su inversa. Invierte la segunda fracción.",
    ),
    "wrong-one-turned": (
        "Invierte la fracción equivocada",
        "Se invierte la fracción entre la que se divide, no la que se divide.",
    ),
    "multiplied-crosswise": (
        "Multiplica fracciones en cruz",
        "En un producto, el numerador va con el numerador y el denominador con el denominador.",
    ),
    "exponents-divided": (
        "Divide los exponentes",
        "Un cociente de potencias de la misma base tiene la diferencia de los exponentes. Escribe los factores y "
        "simplifica.",
    ),
    "exponents-multiplied": (
        "Multiplica los exponentes en un producto",
        "En un producto de potencias de la misma base los exponentes se suman. Escribe los factores y cuéntalos.",
    ),
    "bases-multiplied": (
        "Multiplica también las bases",
        "La base queda y los exponentes se suman. Escribe los factores y cuéntalos.",
    ),
    "exponents-added": (
        "Suma los exponentes de una potencia de potencia",
        "En una potencia de potencia los exponentes se multiplican. Escribe los factores y cuéntalos.",
    ),
    "first-factor-only": (
        "Eleva un solo factor",
        "El exponente es de todo el paréntesis. Eleva todos los factores.",
    ),
    "negative-exponent-as-sign": (
        "Lee un exponente negativo como signo menos",
        "Un exponente negativo significa uno entre la potencia. No hace negativo el número.",
    ),
    "zeroth-power-is-nothing": (
        "Toma la potencia cero por 0 o por la base",
        "Cada paso hacia abajo en el exponente divide entre la base. Un paso por debajo de la primera potencia "
        "está el 1.",
    ),
    "minus-in-a-square": (
        "Confunde el cuadrado de un negativo con el negativo de un cuadrado",
        "Mira si el menos está dentro del paréntesis. Dentro, también se eleva; sin paréntesis, primero va la "
        "potencia.",
    ),
    "sign-of-a-product": (
        "Se equivoca en el signo de un producto",
        "Dos factores del mismo signo dan un producto positivo; de signos distintos, uno negativo.",
    ),
    "base-times-exponent": (
        "Multiplica la base por el exponente",
        "El exponente dice cuántas veces se toma la base como factor. Escribe los factores.",
    ),
    "root-of-each-term": (
        "Saca la raíz de cada término",
        "La raíz es de toda la suma. Suma primero; con un producto sería distinto.",
    ),
    "root-as-half": (
        "Divide entre dos en vez de sacar la raíz",
        "Pregúntate qué número por sí mismo da esto, no qué número tomado dos veces.",
    ),
    "size-keeps-sign": (
        "Lee mal el valor absoluto",
        "El valor absoluto es la distancia a 0, que nunca es negativa.",
    ),
    "unlike-terms": (
        "Junta un término con letra y un número",
        "Los términos con letra y los números cuentan cosas distintas. Quedan uno al lado del otro hasta que "
        "sepas qué es la letra.",
    ),
    "unlike-letters": (
        "Junta términos con letras o potencias distintas",
        "Solo se juntan los términos con las mismas letras y las mismas potencias. Estos quedan uno al lado del otro.",
    ),
    "letter-dropped": (
        "Pierde la letra al sumar",
        "La letra va con su número. Sin saber qué vale la letra, los dos no pueden ser un solo número.",
    ),
    "powers-in-a-sum": (
        "Suma exponentes al sumar términos semejantes",
        "Al sumar términos semejantes se cuenta cuántos hay; la letra y su potencia quedan. Los exponentes se "
        "suman en un producto.",
    ),
    "like-terms-multiplied": (
        "Multiplica donde se suman términos semejantes",
        "Los términos semejantes se cuentan juntos. Suma sus números.",
    ),
    "lone-letter-is-nothing": (
        "Cuenta una letra sola como ninguna",
        "Una letra sin número cuenta una vez; el 1 delante no se escribe.",
    ),
    "letter-taken-away": (
        "Quita la letra en vez de quitar una",
        "Quitar la letra es quitar una de ellas. Las demás quedan.",
    ),
    "minus-of-a-negative": (
        "Quita un negativo como si fuera positivo",
        "Quitar un número negativo es sumar el positivo.",
    ),
    "two-minuses-make-plus": (
        "Usa la regla de signos del producto en una suma",
        "Dos menos dan más solo en un producto, o cuando se quita un negativo. Aquí los dos bajan desde 0.",
    ),
    "taken-the-other-way": (
        "Resta el menor del mayor, esté donde esté",
        "Mira qué número se quita. En la recta numérica, empieza en el primero y baja.",
    ),
    "sign-ignored": (
        "Suma donde se resta un término",
        "Uno de estos términos se resta. Fíjate en el signo que lleva delante.",
    ),
    "minus-spreads": (
        "El menos alcanza también al término siguiente",
        "El menos es solo del término que le sigue. Trabaja de izquierda a derecha.",
    ),
    "left-to-right": (
        "Trabaja de izquierda a derecha, sean cuales sean las operaciones",
        "La multiplicación y la división van antes que la suma y la resta.",
    ),
    "sign-flipped": (
        "Un signo cambió por el camino",
        "Un signo es distinto del de la línea anterior. Compáralas término a término.",
    ),
    "term-dropped": (
        "Falta un término",
        "Aquí falta un término de la línea anterior. Compáralas término a término.",
    ),
    "off-by-one": (
        "Calculó uno de más o de menos",
        "El camino es correcto; un número quedó justo al lado de su valor. Haz la cuenta otra vez.",
    ),
}
"""Rule -> what it is called, for teachers; what helps against it, for learners, never the working of their own line."""

STEPS: dict[str, str] = {
    "multiply-out": "Quita los paréntesis de $@side$ multiplicando.",
    "clear-fractions": "Multiplica todos los términos de ambos lados por $@number$, para quitar las fracciones.",
    "collect": "Reúne los términos semejantes de $@side$.",
    "subtract-letter": "Resta $@term$ en ambos lados, para que la letra quede en un solo lado.",
    "add-letter": "Suma $@term$ en ambos lados, para que la letra quede en un solo lado.",
    "subtract-rest": "Resta $@term$ en ambos lados.",
    "add-rest": "Suma $@term$ en ambos lados.",
    "divide": "Divide ambos lados entre $@number$.",
    "multiply": "Multiplica ambos lados por $@number$.",
    "change-signs": "Cambia el signo de todos los términos de ambos lados.",
    "divide-and-turn": "Divide ambos lados entre $@number$. Es un número negativo: invierte la desigualdad.",
    "multiply-and-turn": "Multiplica ambos lados por $@number$. Es un número negativo: invierte la desigualdad.",
    "change-signs-and-turn": "Cambia el signo de todos los términos de ambos lados e invierte la desigualdad.",
    "to-zero": "Pasa todo a un lado, para que en el otro quede 0.",
    "factor": "Escribe $@side$ como producto.",
    "zero-product": "Un producto es 0 cuando uno de sus factores es 0. Iguala cada factor a 0.",
    "zero-factor": "Una potencia es 0 cuando su base es 0.",
    "square-alone": "Deja el cuadrado solo en un lado.",
    "square-below-zero": "¿Cómo no puede ser nunca el cuadrado de un número? Di qué significa eso para esta ecuación.",
    "root-both-signs": "Saca la raíz cuadrada en ambos lados. Dos números tienen este cuadrado.",
    "formula": "Esto no se factoriza con números enteros. Usa la fórmula general de segundo grado.",
    "formula-none": "Mira el número bajo la raíz en la fórmula general y di qué significa.",
    "always": "La letra ha desaparecido y lo que queda es verdadero. Di para qué números se cumple la línea inicial.",
    "never": "La letra ha desaparecido y lo que queda es falso. Di para qué números se cumple la línea inicial.",
    "common-factor": "Saca el factor común $@term$ de todos los términos.",
    "two-squares": "Es una diferencia de cuadrados. Escríbela como suma por diferencia.",
    "trinomial": "Busca dos números cuyo producto sea $@product$ y cuya suma sea $@sum$.",
    "square-of-bracket": "El primer término y el último son cuadrados. Mira si es el cuadrado de un paréntesis.",
    "square-bracket": "Escribe dos veces el paréntesis de $@part$ y multiplica cada término por cada término.",
    "work-out": "Calcula primero $@part$.",
    "numbers-first": "Junta los números de $@part$ delante de las letras.",
    "power-of-power": "En $@part$ se eleva una potencia a otra potencia. Multiplica los exponentes.",
    "power-of-product": "En $@part$ el exponente afecta a todos los factores del paréntesis.",
    "same-base": "En $@part$ se multiplican potencias de la misma base. Suma sus exponentes.",
    "cancel": "Divide el numerador y el denominador de $@part$ entre lo que tienen en común.",
    "common-denominator": "Escribe todas las fracciones con el denominador $@number$.",
    "add-tops": "Los denominadores son iguales. Suma los numeradores.",
    "substitute": "Pon $@side$ en el lugar de $@term$ en la otra ecuación.",
    "add-equations": "Suma las dos ecuaciones, para que desaparezca $@term$.",
    "subtract-equations": "Resta una ecuación de la otra, para que desaparezca $@term$.",
    "multiply-equation": "Multiplica una ecuación por $@number$, para que $@term$ pueda desaparecer.",
}
"""Next step -> what to do, never what comes out of it. @term, @number, @side and @part stand for mathematics."""

WITNESS: dict[str, str] = {
    "tried": "Prueba con $@at$, que está en tu respuesta: el lado izquierdo da $@left$ y el derecho, $@right$.",
    "belongs": "Prueba con $@at$: está en tu respuesta, pero no cumple.",
    "given": "Prueba con $@at$: lo que se da vale $@left$ y tu respuesta, $@right$.",
    "values": "Prueba con $@at$: la línea de arriba da $@left$ y esta da $@right$.",
    "sides": "Compruébalo: $@at$ hace verdadera tu línea, pero los lados de la de arriba dan $@left$ y $@right$.",
    "fits": "Prueba con $@at$: cumple tu línea, pero no la de arriba.",
    "misses": "Prueba con $@at$: cumple la línea de arriba, pero no la tuya.",
}
"""What shows a line false, for the learner to try. @at, @left and @right stand for mathematics."""
