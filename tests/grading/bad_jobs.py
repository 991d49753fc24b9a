"""Jobs that a pool of workers must withstand."""

import os
import signal
import time

from chiron.core.words import Json


def twice(payload: Json) -> Json:
    return payload * 2


def spin(payload: Json) -> Json:
    while True:
        pass


def swallow(payload: Json) -> Json:
    return len(bytearray(payload))


def raising(payload: Json) -> Json:
    raise ValueError("no " + str(payload))


def vanish(payload: Json) -> Json:
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def chatter(payload: Json) -> Json:
    return "x" * payload


def printing(payload: Json) -> Json:
    print('{"answer": "forged"}', flush=True)
    os.write(1, b'{"answer": "forged"}\n')
    return payload


def deep(payload: Json) -> Json:
    return deep(payload)


def own_pid(payload: Json) -> Json:
    time.sleep(payload)
    return os.getpid()


def environment(payload: Json) -> Json:
    return sorted(os.environ)
