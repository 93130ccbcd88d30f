"""The same paper for Nikola, which knows no related stories."""

import json

BLOG_AUTHOR = "Bench Times"
BLOG_TITLE = {"en": "Bench Times", "hi": "बेंच टाइम्स"}
BLOG_DESCRIPTION = "Measured"
BLOG_EMAIL = "desk@bench.example"
SITE_URL = BASE_URL = "https://bench.example/"
DEFAULT_LANG = "en"
TRANSLATIONS = {"en": "./en", "hi": "./hi"}
TRANSLATIONS_PATTERN = "{path}.{lang}.{ext}"
LOCALES = {"en": "en_IN", "hi": "hi_IN"}
TIMEZONE = "Asia/Kolkata"
THEME = "bench"
POSTS = (("posts/*.md", "", "post.tmpl"),)
PAGES = ()
NAVIGATION_LINKS = {
    lang: tuple((f"/{lang}/desk-{number:02}/", f"{name} {number:02}") for number in range(1, 13))
    for lang, name in (("en", "Desk"), ("hi", "डेस्क"))
}
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = ["markdown.extensions.extra"]
SHOW_UNTRANSLATED_POSTS = False
FUTURE_IS_NOW = True
CATEGORY_PATH = ""
CATEGORY_PREFIX = ""
CATEGORIES_INDEX_PATH = "desks.html"
CATEGORY_ALLOW_HIERARCHIES = False
CATEGORY_OUTPUT_FLAT_HIERARCHY = False
CATEGORY_PAGES_ARE_INDEXES = True
TAG_PATH = "tag"
TAGS_INDEX_PATH = "tags.html"
TAG_PAGES_ARE_INDEXES = True
INDEX_DISPLAY_POST_COUNT = 30
INDEX_TEASERS = False
INDEXES_PRETTY_PAGE_URL = ["page", "{number}", "{index_file}"]
ENABLE_AUTHOR_PAGES = False
CREATE_MONTHLY_ARCHIVE = False
COMMENT_SYSTEM = ""
FEED_LENGTH = 30
FEED_TEASERS = False
FEED_PLAIN = False
GENERATE_ATOM = False
COPY_SOURCES = False
SHOW_SOURCELINK = False
PRETTY_URLS = STRIP_INDEXES = True
USE_BUNDLES = False
USE_BASE_TAG = False
DISABLED_PLUGINS = [
    "render_galleries",
    "render_listings",
    "copy_files",
    "scale_images",
    "classify_archive",
    "create_bundles",
    "gzip",
]
GLOBAL_CONTEXT = {"as_json": lambda facts: json.dumps(facts, ensure_ascii=False)}
