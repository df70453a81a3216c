package io.octarchy.tools;

import picocli.CommandLine.IVersionProvider;

/** The version of this build and, when the launcher knows it, the commit of the checkout it runs from. */
final class Version implements IVersionProvider {
    static final String COMMIT_PROPERTY = "octarchy.commit";

    @Override
    public String[] getVersion() {
        return new String[] {
            line(Version.class.getPackage().getImplementationVersion(), System.getProperty(COMMIT_PROPERTY))
        };
    }

    static String line(final String version, final String commit) {
        final String known = version == null ? "development" : version;
        return commit == null || commit.isBlank()
                ? "octarchy " + known
                : "octarchy " + known + " (" + commit.strip() + ")";
    }
}
