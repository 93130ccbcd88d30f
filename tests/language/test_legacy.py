"""Kruti Dev and Chanakya text becomes Unicode; Latin words, numbers and addresses stay."""

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.legacy import fonts, from_legacy, suspect
from generator.language.tables import rows

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
NEEDS_DATA = pytest.mark.skipif(not DATA.is_dir(), reason="the shared test data are not here")
LETTER = "[\u0915-\u0939]\u093c?"
# A story of our own, as a typist of Kruti Dev keys it.
STORY = "fnYyh esa ckfj'k ds ckn ;equk dk ty&Lrj [krjs ds fu'kku ls Åij igq¡p x;k gSA"


@pytest.mark.parametrize(
    ("keyed", "meant"),
    [
        (STORY, "दिल्ली में बारिश के बाद यमुना का जल-स्तर खतरे के निशान से ऊपर पहुँच गया है।"),
        ("'kfDr 'kfeZank dfeZ;ksa fu.kZ;", "शक्ति शर्मिंदा कर्मियों निर्णय"),
        ("jk\"Vªh; fo'o x`g Jherh czã fpà", "राष्ट्रीय विश्व गृह श्रीमती ब्रह्म चिह्न"),
        ("d+kuwu [+kcj [k+cj x+yr t+ehu fQ+Ye", "क़ानून ख़बर ख़बर ग़लत ज़मीन फ़िल्म"),
        ("cM+k i<+kbZ iM+fj;k lM+d", "बड़ा पढ़ाई पड़रिया सड़क"),
        ("pkSFkk pkSd dkSu lkSj", "चौथा चौक कौन सौर"),
        ("vkWDlhtu dkWyst vksj vkSj ,sud", "ऑक्सीजन कॉलेज ओर और ऐनक"),
        ("fuEu nq%[k vr% iqu% Lor%", "निम्न दुःख अतः पुनः स्वतः"),
        ("lekpkj% fnukad % 15 vxLr] 1947", "समाचार: दिनांक : 15 अगस्त, 1947"),
        ("mUgksaus dgk] ßvki dgk¡ gSa\\Þ", 'उन्होंने कहा, "आप कहाँ हैं?"'),
        ("ch-ts-ih- ¼dsUæ½ --- ugha( gk¡", "बी.जे.पी. (केन्द्र) … नहीं; हाँ"),
        ("jk”Vª o”kZ ‘kke panz’ks[kj", "राष्ट्र वर्ष शाम चंद्रशेखर"),
        ('mŸkj mÙkj Js"B {ks= fo|ky; }kjk cqf)', "उत्तर उत्तर श्रेष्ठ क्षेत्र विद्यालय द्वारा बुद्धि"),
        ('izkFkZuk o"kksZa bZ";kZ gf"kZr ÅtkZ ewfrZ', "प्रार्थना वर्षों ईर्ष्या हर्षित ऊर्जा मूर्ति"),
        ("fV~oVj f}rh; fczfV'k T;ksfr L=h", "ट्विटर द्वितीय ब्रिटिश ज्योति स्त्री"),
        ("mn~?kkVu M~;wVh ân; 'k`a[kyk mTToy", "उद्घाटन ड्यूटी हृदय शृंखला उज्ज्वल"),
        ('egŸo fpÙk iz\'uksÙkj Ñf"k –f"V eqä', "महत्त्व चित्त प्रश्नोत्तर कृषि दृष्टि मुक्त"),
        ("M‚DVj Ýkal b±V ugÈ d¨ ft+ank x+T+ky", "डॉक्टर फ्रांस ईंट नहीं को ज़िंदा ग़ज़ल"),
        ("bl rd tks ml uke dc o ;g in", "इस तक जो उस नाम कब व यह पद"),
        ("jke dks 20]000 #i;s feysA fn- 15-08-2020", "राम को 20,000 रुपये मिले। दि. 15.08.2020"),
        ("fufoZokn fufZookn", "निर्विवाद निर्विवाद"),
        ("\uf048\uf06b\uf06b\uf06a\uf072", "भारत"),
    ],
)
def test_kruti_dev(keyed: str, meant: str) -> None:
    assert from_legacy(keyed, "krutidev") == unicodedata.normalize("NFC", meant)


@pytest.mark.parametrize(
    ("keyed", "meant"),
    [
        ("ljdkj dh Make in India ;kstuk", "सरकार की Make in India योजना"),
        (
            "dksjksuk ¼COVID-19½ ds 10,000 ekeys] 50% c<+s",
            "कोरोना (COVID-19) के 10,000 मामले, 50% बढ़े",
        ),
        ("WHO us dgk fd 5G lqjf{kr gS", "WHO ने कहा कि 5G सुरक्षित है"),
        (
            "vki https://example.org/a,b?c=d ij ;k desk@example.org ij fy[ksa",
            "आप https://example.org/a,b?c=d पर या desk@example.org पर लिखें",
        ),
        ("lqcg 10:30 cts] 09/02/2026 dks", "सुबह 10:30 बजे, 09/02/2026 को"),
        ("सरकार, us dgk", "सरकार, ने कहा"),
    ],
)
def test_latin_parts_stay_among_kruti_dev(keyed: str, meant: str) -> None:
    assert from_legacy(keyed, "krutidev") == meant


@pytest.mark.parametrize(
    "latin",
    [
        "",
        "  \n\t",
        "Prime Minister Narendra Modi",
        "The quick brown fox jumps over the lazy dog.",
        "COVID-19 vaccine 2021",
        "12,34,567 and 3.5 or 50%",
        "https://example.org/?q=1&r=2",
    ],
)
@pytest.mark.parametrize("font", fonts())
def test_english_numbers_and_addresses_stay(latin: str, font: str) -> None:
    assert from_legacy(latin, font) == latin


@pytest.mark.parametrize(
    ("keyed", "meant"),
    [
        ("ÖæÚUÌ ·ð¤ ÂýÏæÙ×¢˜æè Ùð ·¤ãæ ç·¤", "भारत के प्रधानमंत्री ने कहा कि"),
        ("çÎËÜè ×ð´ âÚU·¤æÚU ÕÙè", "दिल्ली में सरकार बनी"),
        ("×é•Ø×¢˜æè ¥õÚU ·¤æØü·ý¤×", "मुख्यमंत्री और कार्यक्रम"),
        ("Øéh ·ð¤ mæÚUæ WHO ×ð´ 2020", "युद्ध के द्वारा WHO में 2020"),
        ("ÚUæCþèØ Õ‘¿æð´ ·¤æð", "राष्ट्रीय बच्चों को"),
    ],
)
def test_chanakya(keyed: str, meant: str) -> None:
    assert from_legacy(keyed, "chanakya") == meant


def test_an_unknown_font_is_told_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'mangal': known are krutidev, chanakya"):
        from_legacy("d", "mangal")


@cache
def _keys_of_letters() -> dict[str, str]:
    """Turn the table round: how a typist keys each letter."""
    keys: dict[str, str] = {}
    for meant, key, *place in rows("legacy-krutidev"):
        if not place and re.search("[\u0900-\u097f]", meant):
            keys.setdefault(meant, key)
    for half, key in list(keys.items()):
        if len(half) > 1 and half.endswith("्"):
            keys.setdefault(half[:-1], f"{key}k")
    for letter in "टठडढदहछळरफ":
        keys.setdefault(f"{letter}्", f"{keys[letter]}~")
    own = {"आ": "vk", "ओ": "vks", "औ": "vkS", "ऐ": ",s", "ऑ": "vkW", "ो": "ks", "ौ": "kS"}
    return keys | own | {"ॉ": "kW", "ॅ": "W", "ई": "bZ", "R": "Z"}


def _to_kruti_dev(text: str) -> str:
    """Key a Unicode text as a typist does: reph after its syllable, short i before its letters."""
    reph = rf"र्((?:{LETTER}्)*{LETTER}[ािीुूृेैोौॉॅ]*)"
    text = re.sub(reph, r"\1R", unicodedata.normalize("NFC", text))
    text = re.sub(rf"((?:{LETTER}्)*{LETTER})ि", r"f\1", text)
    keys = _keys_of_letters()
    longest_first = sorted(keys, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda sign: keys[sign[0]], text)


@NEEDS_DATA
def test_every_kruti_dev_010_pair() -> None:
    lines = (DATA / "kruti-pairs.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [pair for pair in map(json.loads, lines) if pair["font"] == "Kruti Dev 010"]
    wrong = [pair for pair in pairs if from_legacy(pair["kruti"], "krutidev") != pair["unicode"]]
    assert len(pairs) > 50
    assert wrong == []


@NEEDS_DATA
def test_the_commonest_words_come_back() -> None:
    found: Counter[str] = Counter()
    for line in (DATA / "hi-newspapers.jsonl").read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        text = unicodedata.normalize("NFC", f"{story['title']} {story['body']}")
        found.update(re.findall("[\u0900-\u0963]+", text))
    words = [word for word, _ in found.most_common(5000)]
    lost = [word for word in words if from_legacy(_to_kruti_dev(word), "krutidev") != word]
    assert len(lost) <= len(words) * 0.005, lost


@given(
    st.lists(
        st.sampled_from("कखगघचजतथदनपबमयलवशषसह"),
        min_size=2,
        max_size=6,
    ),
    st.lists(st.sampled_from(["", "ा", "ि", "ी", "ु", "े", "ो", "्", "ं"]), min_size=6, max_size=6),
)
def test_words_survive_the_way_there_and_back(letters: list[str], signs: list[str]) -> None:
    word = "".join(map("".join, zip(letters, signs, strict=False))).removesuffix("्")
    # A comma's key within the token: it cannot be taken for an English word.
    keyed = f"{_to_kruti_dev(word)}]fgUnh"
    assert from_legacy(keyed, "krutidev") == f"{word},हिन्दी"


@given(st.text(max_size=40), st.sampled_from(fonts()))
def test_no_text_is_refused_and_no_space_lost(text: str, font: str) -> None:
    converted = from_legacy(text, font)
    assert re.findall(r"\s", converted) == re.findall(r"\s", text)


def test_legacy_text_is_suspected_and_other_text_is_not() -> None:
    assert suspect(STORY) == "krutidev"
    assert suspect(f"A paragraph in English.\n\n{STORY}\n") == "krutidev"
    assert suspect("ÖæÚUÌ ·ð¤ ÂýÏæÙ×¢˜æè Ùð ·¤ãæ ç·¤") == "chanakya"
    for honest in (
        "",
        "दिल्ली में बारिश के बाद यमुना का जल-स्तर 205.33 मीटर",
        "India strongly condemns civilian deaths, says PM Modi",
        "| --- | --- |\n| China | 3,488 |\n## Writing for us",
        "Où est le château élevé à Noël ? Það er gott að vera þar á ísnum.",
        "https://example.org/a?b=c&d=e `for (i = 0; i < n; i++) { a[i]; }`",
    ):
        assert suspect(honest) == ""
