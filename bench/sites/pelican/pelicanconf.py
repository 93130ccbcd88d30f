"""The same paper for Pelican, which knows no related stories; its lists hold all languages."""

AUTHOR = SITENAME = "Bench Times"
SITEURL = "https://bench.example"
PATH = "content"
OUTPUT_PATH = "output/"
TIMEZONE = "Asia/Kolkata"
DEFAULT_LANG = "en"
LOCALES = {"en": "en-IN", "hi": "hi-IN"}
LANGUAGE_NAMES = {"en": "English", "hi": "हिन्दी"}
THEME = "theme"
ARTICLE_URL = ARTICLE_LANG_URL = "{lang}/{category}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{lang}/{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = "tag/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = CATEGORIES_SAVE_AS = ""
DIRECT_TEMPLATES = ("index", "tags", "sitemap")
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 30
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_DOMAIN = SITEURL
FEED_RSS = "feed.xml"
CATEGORY_FEED_RSS = "{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False
