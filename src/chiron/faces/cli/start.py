"""``chiron start``: make the records ready, publish the sample courses, serve, and tidy up at the end."""

from __future__ import annotations

import argparse
import contextlib
import errno
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from chiron.core.errors import ChironError, InvalidInput
from chiron.core.learning.interactions import strangers
from chiron.faces.cli.beside import warning
from chiron.faces.cli.office import Chosen, Office

APP = "chiron.main.app:make_app"
"""The app's factory, by name: every worker process opens its own."""


class PortTaken(ChironError):
    """Another program listens there."""

    code = "port-taken"


class NotStarted(ChironError):
    """The app could not start; it has said why."""

    code = "not-started"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``start`` takes."""
    parser.add_argument("--no-demo", action="store_true", help="no demo school; the first page makes your own account")
    parser.add_argument("--host", help="address to listen on (CHIRON_HOST, else 127.0.0.1: this machine only)")
    parser.add_argument("--port", type=int, help="port to listen on (CHIRON_PORT, else 8000)")
    parser.add_argument("--workers", type=int, help="processes that serve (CHIRON_WORKERS, else 1)")


def run(options: argparse.Namespace, office: Office) -> int:
    """Serve until told to stop. Raises InvalidInput, PortTaken or Unavailable before anything is served."""
    _whole("--port", options.port, 65535)
    _whole("--workers", options.workers, 64)
    choose = partial(office.choose, host=options.host, port=options.port, workers=options.workers)
    opening = choose(demo=not options.no_demo)
    with stopped_by_term(), contextlib.closing(claim(opening.settings.host, opening.settings.port)) as listener:
        print("Chiron is getting ready ...", flush=True)
        beside = claim_beside(opening.settings)
        if beside is None:
            opening = choose(demo=not options.no_demo, play_port=0)
        settings = opening.settings
        if said := warning(settings):
            print(said, file=sys.stderr, flush=True)
        for one in strangers().left_out:
            print(f"  {one}", file=sys.stderr, flush=True)
        with opening.furnish() as welcome:
            announce(listener, lambda: greet(settings, welcome))
            serve(settings, [listener, *([beside] if beside else [])])
    print("Chiron has stopped.", flush=True)
    return 0


def claim(host: str, port: int, name: str = "CHIRON_PORT") -> socket.socket:
    """A socket bound to the address, so that nobody else takes it while we get ready; nobody can connect yet.

    Raises PortTaken where another program has it, InvalidInput where this machine has no such address.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(
                f"port {port} on {host} is taken, perhaps by another Chiron. Stop that one, or choose another port: "
                f"{name}={port + 1 if port < 65535 else 8000} make start, or chiron start --port ..."
            ) from error
        raise InvalidInput(f"cannot listen on {host} port {port}: {error.strerror}.", field="--host") from error
    listener.set_inheritable(True)
    return listener


def claim_beside(settings: Chosen) -> socket.socket | None:
    """The second socket, on which packages of others are played; None where there is none. Nobody needs to free a port
    for it that nobody chose. Raises as ``claim`` where the operator chose it.
    """
    if not settings.played_on:
        return None
    try:
        return claim(settings.host, settings.played_on, "CHIRON_PLAY_PORT")
    except (PortTaken, InvalidInput):
        if settings.play_port is not None:
            raise
    print(f"  Port {settings.played_on} is taken: packages such as SCORM are not played. CHIRON_PLAY_PORT chooses"
          " another port for them.", file=sys.stderr, flush=True)  # fmt: skip
    return None


def serve(settings: Chosen, listeners: list[socket.socket]) -> None:
    """Run the app on the sockets until a signal says stop."""
    config = config_of(settings)
    if settings.workers > 1:
        Multiprocess(config, sockets=listeners).run()
        return
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=listeners)
    if not server.started:
        raise NotStarted("the tutor did not start; the lines above say why. `chiron doctor` looks further.")


def config_of(settings: Chosen) -> uvicorn.Config:
    """How the server serves. No forwarding header is believed unless the operator named the proxy it comes from."""
    return uvicorn.Config(
        APP,
        factory=True,
        workers=settings.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        # Open streams end when the reader leaves; nobody waits longer than this for the rest.
        timeout_graceful_shutdown=5,
    )


def announce(listener: socket.socket, say: Callable[[], None]) -> None:
    """Call ``say`` as soon as the socket answers, which is when the app has started."""
    address = listener.getsockname()[:2]

    def wait() -> None:
        while listener.fileno() >= 0:
            with contextlib.suppress(OSError), socket.create_connection(address, timeout=1):
                say()
                return
            time.sleep(0.05)

    threading.Thread(target=wait, name="announce", daemon=True).start()


def greet(settings: Chosen, welcome: list[str]) -> None:
    """Tell the person where to go."""
    print(f"\nChiron is ready: {settings.address}", flush=True)
    for line in welcome:
        print(f"  {line}", flush=True)
    print("Its data are in", settings.home if settings.database_url is None else "the database of DATABASE_URL")
    print("Press Ctrl-C to stop.\n", flush=True)


@contextlib.contextmanager
def stopped_by_term() -> Iterator[None]:
    """Let SIGTERM unwind like Ctrl-C, so that the embedded server is stopped too."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        print("Chiron has stopped.", flush=True)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _whole(name: str, value: int | None, most: int) -> None:
    if value is not None and not 1 <= value <= most:
        raise InvalidInput(f"{name} is {value}; give a whole number from 1 to {most}.", field=name)
