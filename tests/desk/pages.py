"""Pages as they are pasted, made for these tests: one in English, one in Hindi."""

from dataclasses import asdict, dataclass

BODY = (
    (
        "The causeway at Manjhi went under water on Tuesday night, two weeks before the calendar "
        "says it should, and the ferry that replaces it did not have a licence yet."
    ),
    (
        '“We were told to wait. We have waited for nine years," said Lt. Col. (retd) B. K. Ojha, '
        "who keeps the tea stall at the ghat. The district has promised a bridge since 2017."
    ),
    (
        "Dr. Neelam Sah, who teaches hydrology in Patna, put the rise at 2.6 metres in a day. It "
        "is not the fastest that her gauges have seen — that was in 1987 — but it is the earliest."
    ),
    (
        "By evening eleven boats were carrying people, goats and two motorcycles across. No "
        "accident was reported. Officials asked villagers to travel before dark."
    ),
)
HINDI_BODY = (
    "मांझी का पुल मंगलवार की रात पानी में डूब गया, जबकि पंचांग के हिसाब से इसमें अभी दो हफ़्ते बाक़ी थे।",
    (
        '“हमसे कहा गया कि रुकिए। हम नौ साल से रुके हुए हैं," घाट पर चाय की दुकान चलाने वाले '
        "डॉ. बी. के. ओझा ने कहा। ज़िला 2017 से पुल का वादा कर रहा है।"
    ),
    (
        "पटना में जल-विज्ञान पढ़ाने वाली नीलम साह के मुताबिक़ एक दिन में पानी 2.6 मीटर चढ़ा। "
        "यह सबसे तेज़ नहीं — वह 1987 में था — मगर सबसे पहले ज़रूर है।"
    ),
    "शाम तक ग्यारह नावें लोगों, बकरियों और दो मोटरसाइकिलों को पार उतार रही थीं। कोई हादसा नहीं हुआ।",
)


@dataclass(frozen=True)
class Pasted:
    """The parts of a page in their order; "" and () leave one out."""

    caption: str = "Boats at the Manjhi ghat on Wednesday."
    label: str = "Bihar / बिहार"
    headline: str = "Nine Years After the Promise, 'No Bridge, No Boat': Manjhi Goes Under Early"
    deck: str = "The ferry that replaces the causeway still waits for its licence."
    byline: str = "JJ News Desk"
    date: str = ""
    body: tuple[str, ...] = BODY
    source: str = "Source: ganga dispatch"
    footer: str = (
        "Stay connected to Jaano Junction on Instagram, Facebook, YouTube, Twitter and Koo. "
        "Listen to our Podcast on Spotify or Apple Podcasts."
    )
    related: tuple[str, ...] = (
        "Sonepur Fair Opens a Week Late, and Nobody Minds",
        "'Read It Twice': A Headmaster's Letter to His Last Class",
    )

    def text(self, gap: str = "\n\n") -> str:
        """Give the page, with the caption right above the label as browsers copy it."""
        top = "\n".join(one for one in (self.caption, self.label) if one)
        parts = (
            top, self.headline, self.deck, self.byline, self.date, *self.body,
            self.source, self.footer, *self.related,
        )  # fmt: skip
        return gap.join(one for one in parts if one)

    def but(self, **changes: str | tuple[str, ...]) -> "Pasted":
        return Pasted(**{**asdict(self), **changes})


ENGLISH = Pasted()
HINDI = Pasted(
    caption="बुधवार को मांझी घाट पर नावें।",
    headline="वादे के नौ साल बाद 'न पुल, न नाव': समय से पहले डूबा मांझी",
    deck="पुल की जगह चलने वाली नाव को अब तक लाइसेंस नहीं मिला है।",
    byline="जेजे न्यूज डेस्क",
    body=HINDI_BODY,
    source="स्रोत: गंगा डिस्पैच",
    footer=(
        "इंस्टाग्राम, फेसबुक, यूट्यूब, ट्विटर और कू पर जानो जंक्शन से जुड़े रहें। "
        "स्पॉटिफाई या ऐप्पल पॉडकास्ट पर हमारा पॉडकास्ट सुनें।"
    ),
    related=(
        "एक हफ़्ते देर से खुला सोनपुर मेला, और किसी को शिकायत नहीं",
        "हेडमास्टर की आख़िरी चिट्ठी: इसे दो बार पढ़ना",
    ),
)
