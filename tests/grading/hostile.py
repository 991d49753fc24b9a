"""Programs that mean harm, each with what it must not reach. Every one defines ``f`` or harms before it can."""

import os

HERE = f"/tmp/chiron-was-here-{os.getpid()}"
VICTIM = f"/tmp/chiron-victim-{os.getpid()}"
"""Files that anyone could make or remove, as far as the file system goes."""

FILES = {
    "read-a-file": "def f():\n    return open('/etc/passwd').read()",
    "read-by-os": "import os\ndef f():\n    return os.read(os.open('/etc/passwd', 0), 99)",
    "read-our-environment": "def f():\n    return open('/proc/self/environ').read()",
    "read-the-parents-environment": "import os\ndef f():\n    return open(f'/proc/{os.getppid()}/environ').read()",
    "read-the-grader": "import os\ndef f():\n    return open(os.__file__).read()",
    "list-a-folder": "import os\ndef f():\n    return os.listdir('/')",
    "write-a-file": f"def f():\n    return open('{HERE}', 'w').write('x')",
    "remove-a-file": f"import os\ndef f():\n    return os.unlink('{VICTIM}')",
    "run-a-shell": f"import os\ndef f():\n    return os.system('touch {HERE}')",
    "popen": "import os\ndef f():\n    return os.popen('id').read()",
    "exec": f"import os\ndef f():\n    os.execv('/bin/sh', ['sh', '-c', 'touch {HERE}'])",
    "spawn": "import os\ndef f():\n    return os.posix_spawn('/bin/true', ['true'], {})",
    "fork": "import os\ndef f():\n    return os.fork()",
    "fork-bomb": "import os\ndef f():\n    while True:\n        os.fork()",
    "kill-the-parent": "import os\ndef f():\n    os.kill(os.getppid(), 9)",
    "trace-the-parent": (
        "import os, ctypes\ndef f():\n    if ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0):\n        raise OSError"
    ),
    "raw-open": (
        "import ctypes\ndef f():\n    if ctypes.CDLL(None).open(b'/etc/passwd', 0) < 0:\n        raise OSError"
    ),
    "raw-socket": "import ctypes\ndef f():\n    if ctypes.CDLL(None).socket(2, 1, 0) < 0:\n        raise OSError",
    "raw-code": (
        "import ctypes\ndef f():\n    if ctypes.CDLL(None).mmap(0, 4096, 7, 0x22, -1, 0) == -1:\n        raise OSError"
    ),
    "socket": "import _socket\ndef f():\n    return _socket.socket()",
    "thread": "import _thread\ndef f():\n    return _thread.start_new_thread(print, ())",
    "signal": "import _signal\ndef f():\n    return _signal.signal(_signal.SIGXCPU, _signal.SIG_IGN)",
    "alarm": "import _signal\ndef f():\n    return _signal.setitimer(0, 0.1)",
    "lift-limits": "import resource\ndef f():\n    resource.setrlimit(resource.RLIMIT_NPROC, (9, 9))",
    "sleep": "import time\ndef f():\n    time.sleep(60)",
    "become-root": "import os\ndef f():\n    os.setuid(0)",
    "other-root": "import os\ndef f():\n    os.chroot('/')",
    "keyboard": "def f():\n    return input()",
    "subprocess": "def f():\n    import subprocess\n    return subprocess.run(['id'])",
    "exit": "import sys\ndef f():\n    sys.exit(0)",
    "deep": "def f():\n    return f()",
    "memory": "def f():\n    return len(bytearray(10**11))",
    "many-lists": "def f():\n    kept = []\n    while True:\n        kept.append([0] * 10**6)",
    "cycle": "def f():\n    a = []\n    a.append(a)\n    return a",
    "huge-text": "def f():\n    return 'x' * 10**7",
    "huge-number": "def f():\n    return 2 ** 10**7",
    "evil-class": (
        "class M(type):\n    @property\n    def __name__(self): raise SystemExit\nclass E(metaclass=M): pass\n"
        "def f():\n    return E()"
    ),
    "evil-error": "class E(Exception):\n    def __str__(self): raise SystemExit\ndef f():\n    raise E",
    "nulls-and-signs": "def f():\n    return '\\0\\ud800\\U0001f600\\n\\u202e'",
}
"""Each is refused with an error, at once."""

ODD = {name: FILES.pop(name) for name in ("run-a-shell", "cycle", "huge-text", "huge-number", "nulls-and-signs")}
"""Each comes to an end, without harm and without the right result."""

ENDLESS = {
    "loop": "def f():\n    while True:\n        pass",
    "loop-in-c": "def f():\n    return 9**9**9",
    "output": "def f():\n    while True:\n        print('x' * 1000)",
    "regular-expression": "import re\ndef f():\n    return re.match(r'(a+)+b', 'a' * 60)",
    "catch-everything": (
        "def f():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass"
    ),
}
"""Each uses up its processor time and is ended."""

GONE = {
    "leave": "import os\ndef f():\n    os._exit(0)",
    "crash": "import ctypes\ndef f():\n    ctypes.string_at(0)",
    "abort": "import os\ndef f():\n    os.abort()",
    "close-the-pipe": "import os\ndef f():\n    os._exit(os.read(0, 0) == b'')",
    "nonsense": "import os\ndef f():\n    os.write(1, b'\\xff\\n')\n    while True: os.write(1, b'nonsense')",
    "long-line": "import os\ndef f():\n    while True: os.write(1, b'x' * 65536)",
    "deep-json": "import os\ndef f():\n    os.write(1, b'[' * 100000 + b'\\n')",
    "list-for-an-answer": "import os\ndef f():\n    os.write(1, b'[1]\\n')",
}
"""Each ends its process, or what it says is no answer."""
