"""
Makes Orca 48 print what it would speak instead of speaking it, one JSON object a line, so that no key cuts it off and there is no sound.

Orca runs this file at its start (`orca --user-prefs FOLDER`). Each line that it then gets is a program with its arguments, as a JSON
array: it runs the program, presses a key (`key Tab`), or starts the browser, waits until all is silent, and prints `{"silence": true}`. Silence is a quarter of a
second, a whole one after an action, in which Orca has no event left to handle, and no program of the session, such as the browser, has used the processor: no
fixed time would do on a busy machine.
"""
import collections
import contextlib
import ctypes
import glob
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import types

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib
from orca import event_manager, settings, speech, speech_generator, speechserver

CALM = 0.25
# Firefox may report late what a key has changed: an arrow chooses an answer.
CALM_AFTER_ACTION = 1
ACTIONS = ["space", "Return", "Shift_L", "Right", "Down"]
# Five looks, the calm long, between which the session may use two ticks of 10 ms: a caret blinks, a timer fires.
LOOKS = 5
MOST_TICKS = 2
# A page that never rests is silent when Orca is.
MOST_SECONDS = 10

BROWSERS = {
    "firefox": "--no-remote --profile profile --width 1000 --height 1300",
    "chromium": "--no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --no-default-browser-check"
    " --disable-background-networking --disable-component-update --disable-sync --password-store=basic"
    " --disable-features=Translate,MediaRouter --force-renderer-accessibility=complete --ozone-platform=x11"
    " --window-size=1000,1300 --window-position=0,0 --user-data-dir=profile",
}
# Preferences of Firefox: no first run, no dialogs, a clipboard, and nothing at its start that no test hears: it takes a quarter less time.
PREFERENCES = {
    "browser.aboutwelcome.enabled": False,
    "browser.newtab.preload": False,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.translations.enable": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.events.testing.asyncClipboard": True,
    "dom.ipc.processPrelaunch.enabled": False,
    "extensions.enabledScopes": 0,
    "services.settings.server": "data:,none",
    "termsofuse.bypassNotification": True,
}

# A role or state at the end: Orca adds a full stop, for the pause, or not, depending on what it has cached.
ROLE_END = re.compile(
    r"( (?:link|button|box|entry|term|value|image|bar|heading \d|checked|selected|expanded|collapsed)|blank)\.$"
)

pending = []
nested = []
foreign = set()
last_event = 0


def write(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def remember_event(*_):
    global last_event
    last_event = time.monotonic()


def with_language(method):
    """Orca 48 asks for the voice of a language, and gets the one voice that there is: the language is kept with it."""

    def wrapped(*args, **named):
        [voice] = method(*args, **named)
        voice.language = (named.get("language") or "").lower()
        return [voice]

    return wrapped


def texts_of(parts):
    """Yields each text of an utterance with its language: its voice follows."""
    texts = []
    for part in parts:
        if isinstance(part, list):
            yield from texts_of(part)
        elif isinstance(part, str):
            texts.append(part)
        elif hasattr(part, "language"):
            yield from ((text, part.language) for text in texts if text)
            texts.clear()


def remember_languages(parts, *_, **__):
    """Remembers the languages of an utterance. Orca speaks it at once or in several, and parts that are lists as utterances of their own."""
    parts = parts if isinstance(parts, list) else []
    if not any(parts is part for part in nested):
        nested[:] = [part for part in parts if isinstance(part, list)]
        pending[:] = texts_of(parts)


def take_languages(text):
    """Returns the languages of a text that is spoken, and forgets its parts."""
    languages = []
    while pending and pending[0][0] in text:
        _, language = pending.pop(0)
        if language and language not in languages[-1:]:
            languages.append(language)
    return languages


class SpeechServer(speechserver.SpeechServer):
    """Writes instead of speaking."""

    @staticmethod
    def getSpeechServers():
        return [SpeechServer()]

    @staticmethod
    def get_speech_server(info=None):
        return SpeechServer()

    @staticmethod
    def shutdownActiveServers():
        pass

    def get_info(self):
        return ["heard", "heard"]

    def getVoiceFamilies(self):
        return []

    def getOutputModule(self):
        return "heard"

    def stop(self):
        pass

    def speak(self, text=None, acss=None, interrupt=True):
        remember_event()
        if isinstance(text, str) and text.strip():
            write(say=ROLE_END.sub(r"\1", " ".join(text.split())), languages=take_languages(text))

    def speak_character(self, character, acss=None):
        self.speak(character)

    def speak_key_event(self, event, acss=None):
        pass

    def say_all(self, utterances, progress):
        def step():
            context, *voices = next(utterances, [None])
            if context:
                remember_languages([context.utterance, *voices])
                self.speak(context.utterance)
                context.currentOffset = context.endOffset
                progress(context.copy(), speechserver.SayAllContext.COMPLETED)
            else:
                write(end=True)
            return bool(context)

        GLib.idle_add(step)


def before(owner, name, action):
    """Performs an action before each call of a method."""
    method = getattr(owner, name)

    def wrapped(*args, **named):
        action(*args, **named)
        return method(*args, **named)

    setattr(owner, name, wrapped)


before(event_manager.EventManager, "_process_object_event", remember_event)
before(speech, "speak", remember_languages)
speech_generator.SpeechGenerator.voice = with_language(speech_generator.SpeechGenerator.voice)


def stats(paths):
    """Yields the path of each process or thread that has not ended, with its numbers from its state on."""
    for path in paths:
        with contextlib.suppress(OSError), open(f"{path}/stat", encoding="utf-8") as stat:
            yield path, stat.read().rpartition(")")[2].split()


def session():
    """Yields the programs of this session. Others are looked at once: their time is that of the machine, and to look is work, too."""
    paths = set(glob.iglob("/proc/[0-9]*"))
    foreign.intersection_update(paths)
    for path, fields in stats(paths - foreign):
        if int(fields[3]) == os.getsid(0):
            yield path, fields
        else:
            foreign.add(path)


def ticks_used():
    """Returns the processor time of all programs of this session so far."""
    return sum(int(fields[11]) + int(fields[12]) for _, fields in session())


def is_running():
    """Returns whether a program of this session runs, or would if another one let it: on a busy machine it uses no time then either."""
    own = f"/{threading.get_native_id()}"
    threads = (thread for path, _ in session() for thread in stats(glob.iglob(f"{path}/task/*")))
    return any(fields[0] in "RD" for path, fields in threads if not path.endswith(own))


def report_silence(calm):
    """Reports the next silence."""
    looks = collections.deque(maxlen=LOOKS)
    start = time.monotonic()

    def look():
        now = time.monotonic()
        if event_manager.get_manager()._event_queue.qsize() or now - max(start, last_event) < calm / LOOKS:
            looks.clear()
            return True
        looks.append(ticks_used())
        is_calm = len(looks) == LOOKS and abs(looks[-1] - looks[0]) <= MOST_TICKS and not is_running()
        if not is_calm and now - max(start, last_event) < MOST_SECONDS:
            return True
        write(silence=True)
        return False

    GLib.timeout_add(int(1000 * calm / LOOKS), look, priority=GLib.PRIORITY_LOW)


def obey():
    # Keys by the library of xdotool: on a busy machine, to start the program takes as long as the key.
    xdo = ctypes.CDLL("libxdo.so.3")
    xdo.xdo_new.restype = ctypes.c_void_p
    display = ctypes.c_void_p(xdo.xdo_new(None))
    for line in sys.stdin:
        program, *words = json.loads(line)
        # Debian calls its own “firefox-esr”.
        browser = program.removesuffix("-esr")
        if browser in BROWSERS:
            subprocess.Popen([program, *BROWSERS[browser].split(), *words], stdin=subprocess.DEVNULL, stdout=sys.stderr)
        elif program == "key":
            xdo.xdo_send_keysequence_window(display, 0, words[0].encode(), 12_000)
        else:
            with open("output", "w", encoding="utf-8") as output:
                subprocess.run([program, *words], stdin=subprocess.DEVNULL, stdout=output, check=True)
        GLib.idle_add(report_silence, CALM_AFTER_ACTION if words[-1:] and words[-1] in ACTIONS else CALM)
    os.killpg(0, signal.SIGKILL)


os.makedirs("profile", exist_ok=True)
with open("profile/user.js", "w", encoding="utf-8") as preferences:
    preferences.writelines(f'user_pref("{name}", {json.dumps(value)});\n' for name, value in PREFERENCES.items())
# Orca would go on without the words of a browser that takes 0.8 seconds to answer.
Atspi.set_timeout(60_000, 60_000)
threading.Thread(target=obey, daemon=True).start()

sys.modules["heard"] = types.SimpleNamespace(SpeechServer=SpeechServer)
settings.speechFactoryModules = ["heard"]
settings.speechServerFactory = "heard"
settings.enableKeyEcho = False
settings.enableBraille = False
settings.enableSound = False
# The page is read when the test asks for it, from a known place.
settings.sayAllOnLoad = False
settings.pageSummaryOnLoad = False
