package my.kilat.contract.internal;

import java.util.UUID;

/** What does this message say, and how far did it get? */
public record NoticeQuestion(UUID noticeId) {}
