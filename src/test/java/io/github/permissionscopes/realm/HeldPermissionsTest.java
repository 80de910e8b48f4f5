package io.github.permissionscopes.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.Fake;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** Which of the wanted roles are found, and what is not looked at. A fake fails where more is asked of it. */
class HeldPermissionsTest {

    private static final RoleModel DIRECT = role("direct");
    private static final RoleModel OF_GROUP = role("of group");
    private static final RoleModel OF_PARENT = role("of parent");

    @Test
    void areDirectOrOfGroupsAndTheirParentsOrParts() {
        RoleModel whole = composite("whole", List.of(composite("part", List.of(role("part of part")))));
        GroupModel parent = group(null, OF_PARENT);
        UserModel user = user(Stream.of(DIRECT, whole).toList(), group(parent, OF_GROUP));
        Set<String> all = Set.of("direct", "whole", "part", "part of part", "of group", "of parent");

        assertThat(HeldPermissions.among(all, user)).isEqualTo(all);
        assertThat(HeldPermissions.among(Set.of("part of part", "other"), user)).containsExactly("part of part");
    }

    @Test
    void arePartsOfARoleOfAParentGroup() {
        RoleModel whole = composite("whole", List.of(role("part")));

        assertThat(HeldPermissions.among(Set.of("part"), user(List.of(), group(group(null, whole)))))
                .containsExactly("part");
    }

    @Test
    void areFoundInRolesThatContainEachOther() {
        List<RoleModel> parts = new ArrayList<>();
        RoleModel whole = composite("whole", parts);
        parts.add(composite("part", List.of(whole, role("wanted"))));

        assertThat(HeldPermissions.among(Set.of("wanted", "other"), user(List.of(whole), group(null))))
                .containsExactly("wanted");
    }

    @Test
    void areFoundInGroupsThatContainEachOther() {
        GroupModel[] parent = new GroupModel[1];
        GroupModel group = group("a", () -> parent[0], OF_GROUP);
        parent[0] = group("b", () -> group, OF_PARENT);

        assertThat(HeldPermissions.among(Set.of("of group", "of parent", "other"), user(List.of(), group)))
                .containsExactlyInAnyOrder("of group", "of parent");
    }

    @Test
    void areNotLookedForIfNoneIsWanted() {
        assertThat(HeldPermissions.among(Set.of(), Fake.of(UserModel.class).make()))
                .isEmpty();
    }

    @Test
    void areNotLookedForFurtherThanTheLastOne() {
        RoleModel unopened = made("whole").make();

        assertThat(HeldPermissions.among(Set.of("direct"), user(List.of(unopened, DIRECT))))
                .containsExactly("direct");
        assertThat(HeldPermissions.among(
                        Set.of("direct", "of group"), user(List.of(unopened, DIRECT), group(null, OF_GROUP))))
                .containsExactlyInAnyOrder("direct", "of group");
    }

    private static UserModel user(List<RoleModel> roles, GroupModel... groups) {
        Fake<UserModel> user = Fake.of(UserModel.class).get("getRoleMappingsStream", roles::stream);
        return (groups.length == 0 ? user : user.get("getGroupsStream", () -> Stream.of(groups))).make();
    }

    private static GroupModel group(GroupModel parent, RoleModel... roles) {
        return group("group of " + List.of(roles) + parent, () -> parent, roles);
    }

    private static GroupModel group(String id, Supplier<GroupModel> parent, RoleModel... roles) {
        return Fake.of(GroupModel.class)
                .with("getId", id)
                .get("getParent", parent)
                .get("getRoleMappingsStream", () -> Stream.of(roles))
                .make();
    }

    private static RoleModel role(String id) {
        return made(id).with("isComposite", false).make();
    }

    private static RoleModel composite(String id, List<RoleModel> parts) {
        return made(id).with("isComposite", true)
                .get("getCompositesStream", parts::stream)
                .make();
    }

    private static Fake<RoleModel> made(String id) {
        return Fake.of(RoleModel.class).with("getId", id);
    }
}
