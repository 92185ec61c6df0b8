package my.kilat.launcher.demo;

import java.util.List;

/** Names of fictitious people. */
final class Names {
    private static final List<String> NAMES = List.of(
            "Aisyah Rahman",
            "Tan Wei Ming",
            "Priya Nair",
            "Hafiz Ismail",
            "Chong Mei Ling",
            "Arun Kumar",
            "Siti Nurhaliza Omar",
            "Lim Jia Hui",
            "Farid Hassan",
            "Kavitha Raj",
            "Wong Kah Seng",
            "Nurul Huda Yusof",
            "Daniel Lee",
            "Zainab Ali",
            "Ganesh Pillai",
            "Ong Shu Fen");

    private Names() {}

    static String of(long number) {
        return NAMES.get(Math.floorMod(number, NAMES.size()));
    }
}
