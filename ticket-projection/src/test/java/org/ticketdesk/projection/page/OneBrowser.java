package org.ticketdesk.projection.page;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link Browser} for all tests that ask for it. */
public final class OneBrowser implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Browser browser = test.getRoot()
                .getStore(Namespace.create(OneBrowser.class))
                .computeIfAbsent(Browser.class, type -> Browser.start(), Browser.class);
        browser.size(1440, 900);
        browser.dark(false);
        return browser;
    }
}
