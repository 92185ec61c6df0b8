package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlTest {
    @Test
    void namesBecomePositions() {
        Sql sql = Sql.of("select :a, b from t where c = :c and d = any(:a) limit :most");
        assertThat(sql.positional()).isEqualTo("select ?, b from t where c = ? and d = any(?) limit ?");
        assertThat(sql.positions("a")).containsExactly(1, 3);
        assertThat(sql.positions("c")).containsExactly(2);
        assertThat(sql.positions("most")).containsExactly(4);
        assertThat(sql.parameters()).isEqualTo(4);
    }

    @Test
    void whatOnlyLooksLikeANameIsLeftAlone() {
        String text = """
                select ':no', 'it''s :no?', ":no", a::text -- :no?
                from t /* bounded: why? */ where b = $1 and c[1:2] is not null""";
        Sql sql = Sql.of(text);
        assertThat(sql.positional()).isEqualTo(text);
        assertThat(sql.parameters()).isZero();
        assertThat(Sql.of("select :a::uuid").positional()).isEqualTo("select ?::uuid");
    }

    @Test
    void aParameterHasAName() {
        assertThatThrownBy(() -> Sql.of("select id from t where id = ?"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a name");
        assertThatThrownBy(() -> Sql.of("select :id").positions("ids"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no parameter :ids, but [id]");
    }
}
