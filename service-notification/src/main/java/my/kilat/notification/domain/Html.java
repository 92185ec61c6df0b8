package my.kilat.notification.domain;

/** HTML of e-mails. */
final class Html {
    private Html() {}

    /** A value as text within an element or a quoted attribute. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A whole page; paragraphs are HTML already, title and name are escaped. */
    static String page(String title, String name, String paragraphs) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body style="margin:0;padding:24px;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;color:#1f2933">
                <div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;line-height:1.5">
                <h1 style="margin:0 0 16px;font-size:20px">%1$s</h1>
                <p>%2$s</p>
                %3$s
                <p style="margin:24px 0 0;font-size:12px;color:#7b8794">You get this mail because you use Kilat. \
                Turn mails off in the app under Notifications.</p>
                </div>
                </body>
                </html>
                """.formatted(
                        escape(title), name.isBlank() ? "Hello," : "Hello " + escape(name.strip()) + ",", paragraphs);
    }
}
