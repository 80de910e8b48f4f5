package io.github.permissionscopes.it.support.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file declares for others.
 *
 * @param parents superclass and interfaces
 * @param abstractMembers methods by name and descriptor
 * @param concreteMembers methods and fields by name and descriptor, but private ones
 */
record ClassOutline(
        String name,
        boolean isAbstract,
        List<String> parents,
        Set<String> abstractMembers,
        Set<String> concreteMembers) {

    static ClassOutline of(ClassReader reader) {
        Members members = new Members(reader.getClassName());
        reader.accept(members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
        if (reader.getSuperName() != null) {
            parents.add(reader.getSuperName());
        }
        return new ClassOutline(
                reader.getClassName(),
                (reader.getAccess() & Opcodes.ACC_ABSTRACT) != 0,
                parents,
                members.abstractOnes,
                members.concreteOnes);
    }

    private static final class Members extends ClassVisitor {

        private final Set<String> abstractOnes = new HashSet<>();
        private final Set<String> concreteOnes = new HashSet<>();
        private final boolean own;

        Members(String className) {
            super(Opcodes.ASM9);
            own = className.startsWith("io/github/permissionscopes/");
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
            add(isAbstract ? abstractOnes : concreteOnes, access, name + descriptor);
            return null;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            add(concreteOnes, access, name + descriptor);
            return null;
        }

        private void add(Set<String> members, int access, String member) {
            if (own || (access & Opcodes.ACC_PRIVATE) == 0) {
                members.add(member);
            }
        }
    }
}
