package my.kilat.wrong.feature;

import my.kilat.platform.http.Call;

/** Endpoints may see a request. */
public record WrongEndpoints(Call call) {}
