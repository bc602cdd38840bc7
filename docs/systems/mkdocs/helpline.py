from pathlib import Path

HELPLINE = Path(__file__).with_name('helpline.html').read_text(encoding='utf-8')


def on_page_content(html, **_):
    return html.replace('<p>{{ helpline }}</p>', HELPLINE)
