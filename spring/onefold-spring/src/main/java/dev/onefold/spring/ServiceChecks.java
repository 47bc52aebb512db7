package dev.onefold.spring;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/** Says at start why a service method cannot be protected, where a proxy would silently not do it. */
final class ServiceChecks {

    private ServiceChecks() {}

    private static final IdempotentHttp NO_HTTP = noHttp();

    static void check(Class<?> type, Method method, Idempotent annotation) {
        boolean unkeyed = annotation.key().isEmpty() || annotation.scope().isEmpty();
        refuseIf(unkeyed, method, "needs both key and scope, such as key = \"#order.id\", scope = \"#order.customer\"");
        refuseIf(
                namesWhatIsOfHandlers(annotation),
                method,
                "names required, profile, http, currentState, coalesced or replayGuard, which are for handlers of requests"
                        + " only");
        checkVisible(type, method);
        refuseIf(isAsync(method), method, "is asynchronous: it would be recorded before it ends");
        String caller = new SelfCalls(method).foundIn(type);
        refuseIf(
                caller != null,
                method,
                "is called by " + caller + " of the same class, which no proxy sees: move it to a bean of its own");
    }

    private static boolean namesWhatIsOfHandlers(Idempotent annotation) {
        return !annotation.required()
                || !annotation.profile().isEmpty()
                || !annotation.http().equals(NO_HTTP)
                || annotation.currentState() != CurrentState.class
                || annotation.coalesced() != CoalescedWork.class
                || annotation.replayGuard() != ReplayGuard.class;
    }

    /** Asked before there is a proxy, whose maker has a message of its own. */
    static void checkVisible(Class<?> type, Method method) {
        refuseIf(
                isHidden(type, method),
                method,
                "is final, private or static, or its class is final: no proxy can wrap it");
    }

    /** The default of the attribute. */
    private static IdempotentHttp noHttp() {
        try {
            return (IdempotentHttp)
                    Objects.requireNonNull(Idempotent.class.getMethod("http").getDefaultValue());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isHidden(Class<?> type, Method method) {
        int hiding = Modifier.FINAL | Modifier.PRIVATE | Modifier.STATIC;
        return (method.getModifiers() & hiding) != 0 || Modifier.isFinal(type.getModifiers());
    }

    private static boolean isAsync(Method method) {
        Class<?> returned = method.getReturnType();
        return Future.class.isAssignableFrom(returned)
                || CompletionStage.class.isAssignableFrom(returned)
                || Callable.class.isAssignableFrom(returned);
    }

    private static void refuseIf(boolean wrong, Method method, String why) {
        if (wrong) {
            throw new IllegalStateException("@Idempotent method "
                    + method.getDeclaringClass().getSimpleName() + "." + method.getName() + " " + why + ".");
        }
    }

    /**
     * Reads the class files for calls of the method on the class itself, from its own methods and those it inherits;
     * lambdas and method references are seen too.
     */
    private static final class SelfCalls extends ClassVisitor {

        private final Method method;
        private final String descriptor;
        private final Set<String> owners = new HashSet<>();
        private @Nullable String caller;

        SelfCalls(Method method) {
            super(SpringAsmInfo.ASM_VERSION);
            this.method = method;
            this.descriptor = Type.getMethodDescriptor(method);
        }

        @Nullable
        String foundIn(Class<?> type) {
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                owners.add(Type.getInternalName(each));
            }
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                read(each);
            }
            return caller;
        }

        private void read(Class<?> type) {
            try (InputStream bytes = type.getResourceAsStream("/" + Type.getInternalName(type) + ".class")) {
                if (bytes != null) {
                    new ClassReader(bytes).accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                }
            } catch (IOException e) {
                throw new IllegalStateException("The class file of " + type + " could not be read", e);
            }
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String signature, String generics, String[] exceptions) {
            if ((access & Opcodes.ACC_BRIDGE) != 0) {
                return null;
            }
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
                @Override
                public void visitMethodInsn(int opcode, String on, String called, String type, boolean isInterface) {
                    note(on, called, type);
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle handle && handle.getTag() != Opcodes.H_INVOKESTATIC) {
                            note(handle.getOwner(), handle.getName(), handle.getDesc());
                        }
                    }
                }

                private void note(String on, String called, String type) {
                    if (owners.contains(on) && called.equals(method.getName()) && type.equals(descriptor)) {
                        caller = name;
                    }
                }
            };
        }
    }
}
