package io.github.permissionscopes.it.support.server;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * Whether there is what the test framework's server needs. The build asks before the integration tests: one line
 * instead of every test failing.
 */
public final class FrameworkServer {

    /** Names of {@code -Dtest.server}, beside those of the framework. */
    public static final String CONTAINER = "container";

    public static final String ADDRESS = "address";

    private FrameworkServer() {}

    /** @param args the server's kind, the image of a container, the address of a running server */
    public static void main(String[] args) {
        String missing = missing(args[0], args[1], args[2]);
        if (missing != null) {
            System.err.println();
            System.err.println(missing);
            System.exit(1);
        }
    }

    /** @return what to tell the user, or null if nothing is missing */
    private static @Nullable String missing(String kind, String image, String address) {
        return switch (kind) {
            case CONTAINER -> missingOfContainer(image);
            case ADDRESS -> {
                RunningServer server = new RunningServer(address, address);
                yield server.answers() ? null : server.silence();
            }
            default -> null;
        };
    }

    private static @Nullable String missingOfContainer(String image) {
        // Nothing here is a place for logs, and a complaint about that would be one more.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return "No container engine answers. -Pcontainers needs one: start Docker, or name another's socket in"
                        + " DOCKER_HOST; .ci/containers does all of it on Debian.";
            }
        } catch (RuntimeException e) {
            return "The container engine answers, but containers cannot be used: " + firstLine(e);
        }
        try {
            new RemoteDockerImage(DockerImageName.parse(image))
                    .withImagePullPolicy(PullPolicy.defaultPolicy())
                    .get();
            return null;
        } catch (RuntimeException e) {
            return "The container engine has no image " + image + " and cannot pull it. Name one that it has with"
                    + " -Dkeycloak.image=…; .ci/local-images makes one on Debian.";
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
